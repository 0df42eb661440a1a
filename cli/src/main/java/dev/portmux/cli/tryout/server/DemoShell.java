package dev.portmux.cli.tryout.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** What answers on the SSH server: it runs nothing, it says where one has arrived and repeats what it is told. */
final class DemoShell implements Command {
    private static final int END_OF_TRANSMISSION = 4;

    private final String service;
    private final String command;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, closeImmediately) -> {};

    DemoShell(String service) {
        this(service, "");
    }

    /** @param command to answer and end, or empty for a conversation */
    DemoShell(String service, String command) {
        this.service = service;
        this.command = command;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Thread.ofVirtual().name("ssh-" + service).start(() -> {
            try {
                if (command.isEmpty()) {
                    converse();
                } else {
                    say(answer(command));
                }
                exit.onExit(0);
            } catch (IOException e) {
                exit.onExit(1);
            }
        });
    }

    private void converse() throws IOException {
        say("You are on " + service + ". Say something; \"exit\" ends it.");
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != END_OF_TRANSMISSION; c = in.read()) {
            if (c != '\r' && c != '\n') {
                line.append((char) c);
                echo(c);
            } else {
                say("");
                if (line.toString().equals("exit")) {
                    return;
                }
                say(answer(line.toString()));
                line.setLength(0);
            }
        }
    }

    private String answer(String words) {
        return service + ": " + words;
    }

    private void echo(int c) throws IOException {
        out.write(c);
        out.flush();
    }

    private void say(String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        // Nothing is ever written to it.
    }

    @Override
    public void setExitCallback(ExitCallback exit) {
        this.exit = exit;
    }

    @Override
    public void destroy(ChannelSession channel) {
        // The thread ends with its input.
    }
}
