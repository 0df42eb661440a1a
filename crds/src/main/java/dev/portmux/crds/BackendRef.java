package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/**
 * A reference in the form of the Gateway API's BackendObjectReference.
 *
 * @param group     unset or empty is the core group
 * @param kind      unset is Service
 * @param namespace unset is that of the PortMux
 * @param port      number or name; required for a core Service
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackendRef(
        @Nullable String group,
        @Nullable String kind,
        String name,
        @Nullable String namespace,
        @Nullable IntOrString port) {

    static final BackendRef NONE = new BackendRef(null, null, "", null, null);

    public BackendRef {
        name = Absent.to(name, "");
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
