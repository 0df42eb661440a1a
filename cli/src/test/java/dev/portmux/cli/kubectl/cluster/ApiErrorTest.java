package dev.portmux.cli.kubectl.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

class ApiErrorTest {
    private static final String SERVER = "https://api.example.com:6443";

    @Test
    void itSaysWhatToDo() {
        assertThat(text(401))
                .isEqualTo("the cluster at " + SERVER + " does not accept these credentials; log in again");
        assertThat(text(403)).isEqualTo("you may not list portmuxes.portmux.dev in namespace shop; ask for that right");
        assertThat(text(404))
                .isEqualTo("the cluster at " + SERVER
                        + " knows no portmuxes.portmux.dev; install the chart of PortMux first");
        assertThat(text(500)).isEqualTo("the cluster at " + SERVER + ": said so");
    }

    @Test
    void withoutAnAnswerTheCauseIsTold() {
        var unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());

        assertThat(text(new KubernetesClientException("failed", unknown)))
                .isEqualTo("cannot reach the cluster at " + SERVER + ": no such host");
        assertThat(text(new KubernetesClientException("failed", new ConnectException("Connection refused"))))
                .isEqualTo("cannot reach the cluster at " + SERVER + ": Connection refused");
    }

    private static String text(int code) {
        return text(new KubernetesClientException("said so", code, null));
    }

    private static String text(KubernetesClientException error) {
        return new ApiError(error, new RequiredPermission("list", RequiredPermission.PORTMUXES, "shop"), SERVER).text();
    }
}
