package dev.portmux.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** What a client of a protocol sends first, in one segment as it usually comes. */
public enum FirstSegment {
    HTTP {
        @Override
        byte[] bytes() {
            return """
                    GET /index.html HTTP/1.1\r
                    Host: shop.example.com\r
                    User-Agent: curl/8.5.0\r
                    Accept: */*\r
                    \r
                    """.getBytes(ISO_8859_1);
        }
    },
    SSH {
        @Override
        byte[] bytes() {
            return "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n".getBytes(ISO_8859_1);
        }
    },
    REDIS {
        @Override
        byte[] bytes() {
            return "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n".getBytes(ISO_8859_1);
        }
    },
    TLS {
        @Override
        byte[] bytes() {
            try {
                var engine = SSLContext.getDefault().createSSLEngine("shop.example.com", 443);
                engine.setUseClientMode(true);
                var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                engine.wrap(ByteBuffer.allocate(0), hello);
                var bytes = new byte[hello.flip().remaining()];
                hello.get(bytes);
                return bytes;
            } catch (GeneralSecurityException | SSLException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    POSTGRESQL {
        @Override
        byte[] bytes() {
            // The length (35, which is #), version 3.0, then names and values.
            return "\0\0\0#\0\3\0\0user\0shop\0database\0orders\0\0".getBytes(ISO_8859_1);
        }
    };

    abstract byte[] bytes();

    /** The bytes as the sidecar hands them to the decision: in direct memory. */
    ByteBuffer direct() {
        byte[] bytes = bytes();
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    String protocol() {
        return name().toLowerCase(Locale.ROOT);
    }
}
