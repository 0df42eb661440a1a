package dev.portmux.cli.tap;

import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.Commands;
import dev.portmux.cli.output.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portmux tap}: the connections of one sidecar, live. */
@Command(
        name = "tap",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the connections of a running sidecar: one line when a connection gets its route, one when it ends.",
            "It says where each goes and why. On a cluster: kubectl portmux tap."
        },
        footer = {
            "",
            "Ends with --max, with Ctrl-C, or with exit code 1 when the sidecar ends.",
            "",
            "Examples:",
            "  portmux tap",
            "  portmux tap 127.0.0.1:9091 --result unknown,incomplete",
            "  portmux tap --route git --source 10.0.0.0/8 -o json | jq .reason"
        })
public final class TapCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PIECE = 16 * 1024;
    private static final int LONGEST_REASON = 1024;

    @Parameters(
            arity = "0..1",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1:9090",
            description = "Admin address of the sidecar, which portmux run prints (default: ${DEFAULT-VALUE}).")
    private String address = "";

    @Mixin
    private TapOptions options = new TapOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var printer = options.printer(spec.commandLine().getOut());
        var request = HttpRequest.newBuilder(uri()).timeout(PATIENCE).build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = client.send(request, BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
                    var reason = new String(body.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8);
                    throw new CommandException(address + ": " + TextTable.plain(reason.strip()));
                }
                printer.begin();
                copy(body, printer);
            } finally {
                client.shutdownNow();
            }
        } catch (IOException | IllegalStateException e) {
            throw new CommandException(address + ": " + reason(e), e);
        }
        if (printer.enough().isDone()) {
            return 0;
        }
        spec.commandLine().getErr().println("portmux: " + address + ": the sidecar has ended");
        return Commands.NO;
    }

    private URI uri() {
        try {
            var uri = new URI("http://" + address + "/" + options.path());
            if ("/tap".equals(uri.getPath())
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new CommandException("\"" + address + "\" (expected: HOST:PORT)");
    }

    private static void copy(InputStream body, TapPrinter printer) throws IOException {
        var lines = new LineSplitter(line -> printer.line("", line));
        var piece = new byte[PIECE];
        while (!printer.enough().isDone()) {
            int got = body.read(piece);
            if (got < 0) {
                return;
            }
            lines.add(ByteBuffer.wrap(piece, 0, got));
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof ConnectException
                ? "no sidecar answers there; its admin address is the one that portmux run prints"
                : Commands.text(failure);
    }
}
