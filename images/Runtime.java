/*
 * Writes the part of an image that is not our program: a Java runtime with only the named modules, the shared libraries
 * of this machine that it needs (the C library, mostly), and a user. There is no base image: no shell, no packages.
 *
 *     java Runtime.java TARGET MODULES JARS
 *
 * JARS is a folder. Native libraries in its jars are unpacked into the image, since at run time its file system is
 * read-only.
 */

static final Path LIBRARIES = Path.of("usr/lib"); // on the default java.library.path

/** What the modules are linked without. In brackets what it saves in a sidecar's memory. */
static final List<String> SMALLER = List.of(
        "--no-header-files",
        "--no-man-pages",
        // Line numbers of the JDK's own classes (2.2 MB); ours keep theirs.
        "--strip-java-debug-attributes",
        // 140 public authorities. A pod is given the one of its Kubernetes API, and TLS would read the others only to see
        // whether that is among them (1.3 MB).
        "--exclude-files=/java.base/lib/security/cacerts");

void main(String[] args) throws Exception {
    var root = Path.of(args[0]);
    requireLinux();
    Files.createDirectories(root.resolve(LIBRARIES));
    link(root.resolve("opt/java"), args[1]);
    unpackNativeLibraries(Path.of(args[2]), root.resolve(LIBRARIES));
    copySharedLibraries(root);
    Files.createDirectory(root.resolve("tmp")); // read-only unless a pod mounts something there
    addUser(Files.createDirectories(root.resolve("etc")));
}

void requireLinux() {
    var here = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!here.equals("Linux amd64")) {
        throw new IllegalStateException("images are built on Linux amd64, and this is " + here);
    }
}

void link(Path java, String modules) {
    var options = Stream.concat(Stream.of("--output", "" + java, "--add-modules", modules), SMALLER.stream());
    var status = ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(System.out, System.err, options.toArray(String[]::new));
    if (status != 0) throw new IllegalStateException("jlink ended with status " + status);
}

/** Copies each {@code META-INF/native/libNAME_x86_64.so}, the layout of Netty's jars. */
void unpackNativeLibraries(Path jars, Path target) throws IOException {
    for (var jar : files(jars, ".jar")) {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                if (!entry.getName().matches("META-INF/native/.*_x86_64\\.so")) continue;
                Files.copy(zip.getInputStream(entry), target.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
    }
}

/** Copies what ldd finds, to where ldd found it: the dynamic linker looks in the same places in the image. */
void copySharedLibraries(Path root) throws Exception {
    var ours = files(root, ".so");
    var names = ours.stream().map(f -> "" + f.getFileName()).toList();
    var library = Pattern.compile("\\s*(\\S+)(?: => (\\S+|not found))?( \\(0x\\w+\\))?");
    ours.add(root.resolve("opt/java/bin/java"));
    for (var file : ours) {
        for (var line : ldd(file)) {
            var parts = library.matcher(line);
            if (!parts.matches()) throw new IllegalStateException("ldd " + file + " printed: " + line);
            var name = parts.group(1);
            var path = parts.group(2) == null ? name : parts.group(2);
            if (names.contains("" + Path.of(name).getFileName()) || name.startsWith("linux-vdso")) continue;
            if (path.equals("not found")) throw new IllegalStateException(file + " needs " + name + ", not found here");
            var copy = root.resolve(path.substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(path), copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

List<String> ldd(Path file) throws Exception {
    var process = new ProcessBuilder("ldd", "" + file).redirectErrorStream(true).start();
    var lines = process.inputReader().readAllLines();
    if (process.waitFor() != 0) throw new IllegalStateException("ldd " + file + ": " + String.join("; ", lines));
    return lines.contains("\tstatically linked") ? List.of() : lines;
}

void addUser(Path etc) throws IOException {
    Files.writeString(etc.resolve("passwd"), "portmux:x:65532:65532:PortMux:/:/\n");
    Files.writeString(etc.resolve("group"), "portmux:x:65532:\n");
}

List<Path> files(Path folder, String suffix) throws IOException {
    try (var all = Files.walk(folder)) {
        return all.filter(f -> f.toString().endsWith(suffix)).sorted().collect(Collectors.toCollection(ArrayList::new));
    }
}
