package lethe.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import lethe.platform.kernel.StartupRefused;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.StreamUtils;

/**
 * Creates the embedded server's cluster with its roles and database, before anything can connect to it. Afterwards no one can
 * sign in as superuser.
 */
final class Cluster {
    /**
     * PostgreSQL's working directory is the cluster. Under this name it works even if its user has no access to the
     * directories above.
     */
    static final String HERE = "/proc/self/cwd";

    private static final String WHO_MAY_SIGN_IN = """
            host lethe lethe_owner 127.0.0.1/32 scram-sha-256
            host lethe lethe_app   127.0.0.1/32 scram-sha-256
            """;
    private final Path binaries;
    private final ServerUser maker = ServerUser.named();

    Cluster(Path binaries) {
        this.binaries = binaries;
    }

    /** Creates it under a temporary name first, so that an interrupted attempt is repeated from the start. */
    void make(Path cluster, DatabasePasswords passwords) throws IOException {
        var beside = cluster.resolveSibling("pg.new");
        var owner = ServerUser.of(cluster);
        FileSystemUtils.deleteRecursively(beside);
        Files.createDirectory(
                beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        maker.own(beside);
        initdb(beside);
        Files.writeString(
                beside.resolve("pg_hba.conf"),
                WHO_MAY_SIGN_IN,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SYNC);
        execute(beside, "postgres", script("roles.sql", passwords));
        execute(beside, "lethe", script("database.sql", passwords));
        owner.own(beside);
        Files.move(beside, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Repeats the superuser's statements on a cluster of an earlier version. */
    void settle(Path cluster, DatabasePasswords passwords) throws IOException {
        asSuperuser(cluster, script("database.sql", passwords) + script("passwords.sql", passwords));
    }

    /**
     * Only while no server runs on it. The cluster changes owner during the call, because single-user mode also needs a user with
     * a name.
     */
    void asSuperuser(Path cluster, String statements) throws IOException {
        var owner = ServerUser.of(cluster);
        maker.own(cluster);
        try {
            execute(cluster, "lethe", statements);
        } finally {
            owner.own(cluster);
        }
    }

    private void initdb(Path cluster) throws IOException {
        var process = maker.process(
                cluster,
                binaries.resolve("bin/initdb"),
                "--pgdata=" + HERE,
                "--username=postgres",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "--data-checksums",
                "--auth=reject");
        finish(process, "");
    }

    private void execute(Path cluster, String database, String statements) throws IOException {
        finish(
                maker.process(
                        cluster,
                        binaries.resolve("bin/postgres"),
                        "--single",
                        "-j",
                        "-D",
                        HERE,
                        "-c",
                        "exit_on_error=on",
                        "-c",
                        "log_min_error_statement=panic",
                        database),
                statements);
    }

    private static String script(String name, DatabasePasswords passwords) throws IOException {
        try (var resource = Cluster.class.getResourceAsStream("/db/" + name)) {
            return StreamUtils.copyToString(resource, StandardCharsets.UTF_8)
                    .replace("${owner}", passwords.owner())
                    .replace("${application}", passwords.application());
        }
    }

    private static void finish(ProcessBuilder command, String input) throws IOException {
        var process = command.redirectErrorStream(true).start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new StartupRefused("PostgreSQL's cluster could not be created:\n" + output);
        }
    }
}
