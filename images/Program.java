/*
 * Writes how the program of an image is started: java.args (the module's flags and the class path) and portmux.aot, a cache
 * of loaded classes that halves the start. The cache comes from a real run of the very jars that go into the image,
 * with the very flags; a second run proves that the JVM takes it.
 *
 *     java Program.java RUNTIME FOLDER ARGUMENTS MAIN TRAINING TEST-CLASS-PATH
 *
 * FOLDER holds app/classpath and app/libs as in the image, whose working directory is the root: the relative class path
 * means the same here and there, and a JVM refuses a cache that was made with another one. TRAINING is a class of the
 * module's tests that runs the command line it gets, uses the program as a pod would, and ends it.
 */

/** The time that Jib gives to the files of an image: a cache remembers the time of its jars. */
static final FileTime TIME = FileTime.fromMillis(1000);

void main(String[] args) throws Exception {
    var java = Path.of(args[0], "opt/java/bin/java").toAbsolutePath();
    var folder = Path.of(args[1]);
    var jars = jars(folder);
    for (var jar : jars) Files.setLastModifiedTime(folder.resolve(jar), TIME);
    var lines = new ArrayList<>(Files.readAllLines(Path.of(args[2])));
    lines.add("-cp " + String.join(":", jars));
    Files.write(folder.resolve("app/java.args"), lines);

    var training = List.of(System.getProperty("java.home") + "/bin/java", "-cp", args[5], args[4]);
    Files.deleteIfExists(folder.resolve("app/portmux.aot"));
    run(folder, training, "" + java, "@app/java.args", "-XX:AOTCacheOutput=app/portmux.aot", args[3]);
    // With AOTMode=on a JVM ends when the cache is missing or does not fit.
    run(folder, training, "" + java, "@app/java.args", "-XX:AOTCache=app/portmux.aot", "-XX:AOTMode=on", args[3]);
}

/** The module's own jar first, then the others by name. */
List<String> jars(Path folder) throws IOException {
    var all = new ArrayList<String>();
    for (var sub : List.of("app/classpath", "app/libs")) {
        try (var files = Files.list(folder.resolve(sub))) {
            files.sorted().forEach(jar -> all.add("" + folder.relativize(jar)));
        }
    }
    return all;
}

void run(Path folder, List<String> training, String... program) throws Exception {
    var command = Stream.concat(training.stream(), Stream.of(program)).toList();
    var status = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    if (status != 0) throw new IllegalStateException("ended with status " + status + ": " + String.join(" ", program));
}
