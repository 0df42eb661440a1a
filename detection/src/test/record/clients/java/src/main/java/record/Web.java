package record;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.classic.methods.HttpDelete;

final class Web {
    static List<Client> clients() {
        return List.of(
                new Client("http/java-net-http", HttpClient.class, "HttpClient GET, offers h2c as it does by default", (host, port) ->
                        HttpClient.newHttpClient().send(get("http://" + host + ":" + port + "/"), BodyHandlers.discarding())),
                new Client("http/java-net-http-11", HttpClient.class, "HttpClient GET, HTTP/1.1 only", (host, port) ->
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                                .send(get("http://" + host + ":" + port + "/"), BodyHandlers.discarding())),
                new Client("http/java-net-http-websocket", HttpClient.class, "HttpClient WebSocket", (host, port) ->
                        HttpClient.newHttpClient().newWebSocketBuilder()
                                .buildAsync(URI.create("ws://" + host + ":" + port + "/chat"), new WebSocket.Listener() {}).join()),
                new Client("http/java-httpurlconnection", HttpURLConnection.class, "HttpURLConnection", (host, port) ->
                        new URL("http://" + host + ":" + port + "/").openStream()),
                new Client("http/okhttp", OkHttpClient.class, "GET", (host, port) ->
                        new OkHttpClient().newCall(request("http://" + host + ":" + port + "/")).execute()),
                new Client("http/apache-httpclient5", CloseableHttpClient.class, "DELETE", (host, port) ->
                        HttpClients.createDefault().execute(new HttpDelete("http://" + host + ":" + port + "/items/1"), r -> r)),
                new Client("http2/okhttp", OkHttpClient.class, "GET with prior knowledge", (host, port) ->
                        new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build()
                                .newCall(request("http://" + host + ":" + port + "/")).execute()),
                new Client("grpc/grpc-java", NettyChannelBuilder.class, "one unary call", (host, port) ->
                        ClientCalls.blockingUnaryCall(
                                NettyChannelBuilder.forAddress(host, port).usePlaintext().build(), HELLO, CallOptions.DEFAULT, new byte[0])),
                new Client("tls/jdk", SSLSocket.class, "SSLSocket with server name and ALPN", (host, port) -> {
                    var socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket(host, port);
                    SSLParameters parameters = socket.getSSLParameters();
                    parameters.setServerNames(List.of(new javax.net.ssl.SNIHostName("api.example.com")));
                    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
                    socket.setSSLParameters(parameters);
                    socket.startHandshake();
                }),
                new Client("tls/jdk-tls12", SSLSocket.class, "SSLSocket, TLS 1.2 only, no server name", (host, port) -> {
                    var socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket(host, port);
                    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                    socket.startHandshake();
                }),
                new Client("tls/java-net-http", HttpClient.class, "HttpClient https", (host, port) ->
                        HttpClient.newHttpClient().send(get("https://localhost:" + port + "/"), BodyHandlers.discarding())),
                new Client("tls/okhttp", OkHttpClient.class, "https", (host, port) ->
                        new OkHttpClient().newCall(request("https://localhost:" + port + "/")).execute()));
    }

    private static final MethodDescriptor<byte[], byte[]> HELLO = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("demo.Greeter/Hello")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            return new byte[0];
        }
    }

    private static HttpRequest get(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).build();
    }

    private static Request request(String uri) {
        return new Request.Builder().url(uri).build();
    }
}
