package dev.portmux.sidecar.net.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Socket;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(30)
class EpollSocketTest {

    /** As an HTTP 413: the kernel tells of a reset once, here to who writes; what was said before it is still there. */
    @Test
    void anEndAfterAWriteThatBrokeIsAReset() throws Exception {
        EpollTransport transport = new EpollTransport(OptionalInt.empty());
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.handlers());
        try (ServerSocket backend = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IoEventLoop loop = group.next();
            // All of it in one turn of the loop: whatever happens meanwhile, the socket has heard no event.
            loop.submit(() -> {
                        Socket socket = transport
                                .on(loop)
                                .dial(new InetSocketAddress(backend.getInetAddress(), backend.getLocalPort()));
                        socket.open(new Unheard());
                        java.net.Socket accepted = backend.accept();
                        assertThat(socket.write(direct(1000))).isEqualTo(1000);
                        assertThat(accepted.getInputStream().read()).isZero();
                        accepted.getOutputStream().write("413".getBytes(StandardCharsets.US_ASCII));
                        accepted.close(); // with unread bytes: a reset

                        assertThat(catchThrowable(() -> socket.write(direct(1))))
                                .isInstanceOf(IOException.class);
                        assertThat(socket.read(direct(1000))).isEqualTo(3);
                        assertThat(socket.read(direct(1000))).isZero();
                        assertThat(socket.end()).isEqualTo(End.RESET);
                        socket.close();
                        return socket;
                    })
                    .get();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    /** The kernel says ENOTCONN, which Netty tells as an unchecked exception. */
    @Test
    void aFinishAfterAResetIsAnErrorOfTheNetwork() throws Exception {
        EpollTransport transport = new EpollTransport(OptionalInt.empty());
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.handlers());
        try (ServerSocket backend = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IoEventLoop loop = group.next();
            loop.submit(() -> {
                        Socket socket = transport
                                .on(loop)
                                .dial(new InetSocketAddress(backend.getInetAddress(), backend.getLocalPort()));
                        socket.open(new Unheard());
                        java.net.Socket accepted = backend.accept();
                        assertThat(socket.write(direct(1))).isEqualTo(1);
                        assertThat(accepted.getInputStream().read()).isZero();
                        accepted.setSoLinger(true, 0);
                        accepted.close();

                        assertThat(catchThrowable(socket::finish)).isInstanceOf(IOException.class);
                        assertThat(socket.read(direct(1000))).isZero();
                        assertThat(socket.end()).isEqualTo(End.RESET);
                        socket.close();
                        return socket;
                    })
                    .get();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size);
    }

    private static final class Unheard implements Socket.Listener {
        @Override
        public void readable() {}

        @Override
        public void writable() {}

        @Override
        public void failed(Throwable cause) {}
    }
}
