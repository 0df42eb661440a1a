/*
 * Writes how the program of an image is started: java.args (the flags of the module and the class path) and portmux.aot, a
 * cache of loaded classes that halves the start. The cache is made by a real run of the very jars that go into the image,
 * with the very flags; a second run proves that the JVM accepts it.
 *
 *     java Program.java RUNTIME FOLDER ARGUMENTS MAIN
 *
 * FOLDER holds app/classpath and app/libs as in the image, whose working directory is the root: the relative class path
 * means the same here and there, and a JVM refuses a cache made with another one.
 */

/** The time that Jib gives to the files of an image; a JVM may refuse a cache made from jars of another time. */
static final FileTime TIME = FileTime.fromMillis(1000);

void main(String[] args) throws Exception {
    var java = Path.of(args[0], "opt/java/bin/java").toAbsolutePath();
    var folder = Path.of(args[1]);
    var main = args[3];
    var jars = jars(folder);
    for (var jar : jars) Files.setLastModifiedTime(folder.resolve(jar), TIME);
    var lines = new ArrayList<>(Files.readAllLines(Path.of(args[2])));
    lines.add("-cp " + String.join(":", jars));
    Files.write(folder.resolve("app/java.args"), lines);

    var cache = folder.resolve("app/portmux.aot");
    Files.deleteIfExists(cache);
    new TrainingRun(folder, List.of("" + java, "@app/java.args", "-XX:AOTCacheOutput=app/portmux.aot", main)).run();
    if (!Files.exists(cache)) throw new IllegalStateException("the training run of " + main + " left no " + cache);
    // AOTMode=on ends the JVM when the cache does not fit.
    new TrainingRun(folder, List.of("" + java, "@app/java.args", "-XX:AOTCache=app/portmux.aot", "-XX:AOTMode=on", main)).run();
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
