package dev.portmux.cli.run;

import java.lang.reflect.Proxy;

/** SIGHUP, by which daemons are told to read their configuration again. */
final class Hangup {
    private Hangup() {}

    /** Reflection, because javac warns of every use of the one class that hears of signals, and cannot be told not to. */
    static void handle(Runnable action) throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handlerType = Class.forName("sun.misc.SignalHandler");
        var handler = Proxy.newProxyInstance(Hangup.class.getClassLoader(), new Class<?>[] {handlerType}, (_, _, _) -> {
            action.run();
            return null;
        });
        signal.getMethod("handle", signal, handlerType)
                .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handler);
    }
}
