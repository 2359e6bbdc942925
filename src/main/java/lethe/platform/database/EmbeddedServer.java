package lethe.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.StartupRefused;

/** Lethe's own PostgreSQL in the data directory's {@code pg}: created at the first start, recovered at later ones. */
public final class EmbeddedServer implements DatabaseServer {
    private final Postmaster postmaster;
    private final DatabasePasswords passwords;

    private EmbeddedServer(Postmaster postmaster, DatabasePasswords passwords) {
        this.postmaster = postmaster;
        this.passwords = passwords;
    }

    public static EmbeddedServer start(Path data, String version, Randomness randomness) {
        try {
            var binaries = Binaries.unpacked(version, Binaries.cache());
            var cluster = EmbeddedCluster.cluster(data);
            var file = EmbeddedCluster.passwords(data);
            if (!Files.exists(cluster)) {
                var passwords = DatabasePasswords.fresh(randomness);
                passwords.write(file);
                new Cluster(binaries).make(cluster, passwords);
            }
            Leftovers.clear(cluster);
            ServerUser.takeBack(cluster);
            var server = new EmbeddedServer(Postmaster.start(binaries, cluster), DatabasePasswords.read(file));
            return Settled.is(server) ? server : settled(server, binaries, cluster, file);
        } catch (IOException failure) {
            throw new StartupRefused("PostgreSQL could not be started on " + data + ": " + failure);
        }
    }

    /** Updates a cluster that an earlier version created or whose roles were changed. */
    private static EmbeddedServer settled(EmbeddedServer before, Path binaries, Path cluster, Path file)
            throws IOException {
        before.close();
        new Cluster(binaries).settle(cluster, DatabasePasswords.read(file));
        return new EmbeddedServer(Postmaster.start(binaries, cluster), DatabasePasswords.read(file));
    }

    @Override
    public DatabaseCredentials application() {
        return new DatabaseCredentials(url(), "lethe_app", passwords.application());
    }

    @Override
    public DatabaseCredentials owner() {
        return new DatabaseCredentials(url(), "lethe_owner", passwords.owner());
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postmaster.port() + "/lethe";
    }

    @Override
    public void close() {
        postmaster.close();
    }
}
