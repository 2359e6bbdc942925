package lethe.operator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The script {@code lethe} in its own directory, with no commands other than those of a bare system and those a test
 * adds.
 */
final class Launcher implements AutoCloseable {
    static final Path SCRIPT = Path.of("lethe").toAbsolutePath();
    private static final List<String> BARE = List.of(
            "bash",
            "cat",
            "chmod",
            "cp",
            "cut",
            "dirname",
            "env",
            "find",
            "flock",
            "grep",
            "head",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "setpriv",
            "setsid",
            "sh",
            "sleep",
            "tail",
            "touch",
            "true");
    private final Path place;
    private final Path commands;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<Process> started = new ArrayList<>();

    Launcher(Path place) throws IOException {
        this.place = place;
        this.commands = Files.createDirectory(place.resolve("bin"));
        for (var command : BARE) {
            var found = Path.of("/usr/bin", command);
            Files.createSymbolicLink(commands.resolve(command), Files.exists(found) ? found : Path.of("/bin", command));
        }
        Files.copy(SCRIPT, place.resolve("lethe"));
        variables.put("PATH", commands.toString());
        variables.put("HOME", place.toString());
        variables.put("LOG", log().toString());
    }

    /** The file in which an added command records its arguments. */
    Path log() {
        return place.resolve("calls");
    }

    Path commands() {
        return commands;
    }

    /** Adds a command to the machine: the text of a script. */
    Launcher with(String command, String script) throws IOException {
        write(commands.resolve(command), script);
        return this;
    }

    Launcher with(String variable, Path value) {
        variables.put(variable, value.toString());
        return this;
    }

    /** Adds a JDK of that version, whose {@code java} is a script. */
    Launcher withJdk(int version, String java) throws IOException {
        var jdk = place.resolve("jdk");
        return jdk(jdk, version, java).with("JAVA_HOME", jdk);
    }

    /** Adds a JDK that no variable or path names. */
    Launcher jdk(Path jdk, int version, String java) throws IOException {
        Files.createDirectories(jdk.resolve("bin"));
        write(jdk.resolve("bin/javac"), "exit 0");
        write(jdk.resolve("bin/java"), java);
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        return this;
    }

    /** Creates the files of a finished build. */
    Launcher built() throws IOException {
        Files.createDirectories(place.resolve("target/app"));
        Files.createFile(place.resolve("target/app/built"));
        return this;
    }

    Process start(String... arguments) throws IOException {
        // A shell cannot trap signals that were ignored when it started, as they are below a background command.
        var command = new ArrayList<>(List.of(
                "/usr/bin/env",
                "--default-signal=INT,HUP,TERM",
                "/bin/bash",
                place.resolve("lethe").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectOutput(place.resolve("out").toFile())
                .redirectError(place.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        var process = builder.start();
        started.add(process);
        return process;
    }

    /** Returns the exit code. */
    int run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).waitFor();
    }

    String said() throws IOException {
        return Files.readString(place.resolve("err"));
    }

    String printed() throws IOException {
        return Files.readString(place.resolve("out"));
    }

    List<String> calls() throws IOException {
        return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    }

    private static void write(Path file, String script) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    public void close() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
