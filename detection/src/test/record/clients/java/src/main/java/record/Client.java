package record;

import java.nio.file.Path;

/** One client: what it connects with does not matter afterwards, nobody answers. */
record Client(String sample, Class<?> library, String as, Run run) {
    interface Run {
        void connect(String host, int port) throws Exception;
    }

    /** The jar that the library's class came from, or the JDK. */
    String version() {
        var source = library.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation().getProtocol().equals("jrt")) {
            return "JDK " + Runtime.version().feature();
        }
        return Path.of(source.getLocation().getPath()).getFileName().toString().replaceFirst("-([0-9].*)\\.jar$", " $1")
                + " (Maven Central)";
    }
}
