package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/**
 * A reference in the form of the Gateway API's BackendObjectReference.
 *
 * @param group         unset or empty is the core group
 * @param kind          unset is Service
 * @param namespace     unset is that of the PortMux
 * @param port          number or name; required for a core Service
 * @param weight        its share beside the other backends of its route, 0 to 1,000,000; unset: 1
 * @param proxyProtocol the header in front of the client's bytes, V1 or V2; unset: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackendRef(
        @Nullable String group,
        @Nullable String kind,
        String name,
        @Nullable String namespace,
        @Nullable IntOrString port,
        @Nullable Integer weight,
        @Nullable String proxyProtocol) {

    public BackendRef {
        name = Absent.to(name, "");
    }

    /**
     * A reference to a Service.
     *
     * @param namespace null is that of the PortMux
     */
    public static BackendRef service(@Nullable String namespace, String name, @Nullable IntOrString port) {
        return new BackendRef(null, null, name, namespace, port, null, null);
    }

    /** Whether it refers to a Service of the core group. */
    public boolean refersToService() {
        return (group == null || group.isEmpty()) && (kind == null || kind.equals("Service"));
    }

    /** The namespace of the backend, for a PortMux in {@code own}. */
    public String namespaceOr(String own) {
        return namespace == null ? own : namespace;
    }
}
