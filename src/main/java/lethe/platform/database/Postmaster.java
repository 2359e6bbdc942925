package lethe.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lethe.platform.kernel.PrivateFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's first process, and the thread that keeps it: that thread starts it, waits for it and starts it again if
 * it ends unasked, and lives as long as it does, because with the thread the kernel would end the process.
 */
final class Postmaster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration IN_ORDER = Duration.ofSeconds(12);
    private static final int ATTEMPTS = 3;

    // Lines of postmaster.pid.
    private static final int PORT = 3;
    private static final int STATUS = 7;

    /** FORGETTING: PostgreSQL's own words hold no data; and a message of an error may quote a value, so none of those. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=60",
            "max_wal_size=256MB",
            "timezone=UTC",
            "log_timezone=UTC",
            "jit=off",
            "log_checkpoints=off",
            "log_min_messages=log",
            "log_error_verbosity=terse",
            "log_min_error_statement=panic",
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0");

    private final Path binaries;
    private final Path cluster;
    private final int port;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private @Nullable Process process;
    private boolean closing;

    private Postmaster(Path binaries, Path cluster, int port) {
        this.binaries = binaries;
        this.cluster = cluster;
        this.port = port;
    }

    /** Returns once it takes connections, after however long a recovery. */
    static Postmaster start(Path binaries, Path cluster) throws IOException {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var postmaster = new Postmaster(binaries, cluster, freePort());
            var keeper = Thread.ofPlatform().name("postgres").daemon().unstarted(postmaster::keep);
            // Not the web server's, in whose start this may happen to be.
            keeper.setContextClassLoader(Postmaster.class.getClassLoader());
            keeper.start();
            if (postmaster.ready.join()) {
                return postmaster;
            }
        }
        throw new IOException("it ended at once, see " + log(cluster));
    }

    /** Free a moment ago: should somebody else have been faster, the next attempt takes another. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void keep() {
        try {
            var came = attempt();
            ready.complete(came);
            while (came && !isClosing()) {
                LOG.error("PostgreSQL ended unasked and is started again");
                Thread.sleep(1000);
                again();
            }
        } catch (IOException | InterruptedException failure) {
            LOG.error("PostgreSQL could not be started", failure);
            ready.complete(false);
        }
    }

    /** Whether it came to be ready; returns when it has ended. */
    private boolean attempt() throws IOException, InterruptedException {
        var running = launch();
        var came = running != null && becomesReady(running);
        if (came) {
            ready.complete(true);
        }
        if (running != null) {
            running.waitFor();
        }
        return came;
    }

    /** However often it fails: a disk that is full, say, is so for a while. */
    private void again() throws InterruptedException {
        try {
            Leftovers.clear(cluster);
            attempt();
        } catch (IOException notYet) {
            LOG.error("PostgreSQL cannot be started again yet", notYet);
        }
    }

    private synchronized @Nullable Process launch() throws IOException {
        if (closing) {
            return null;
        }
        var log = log(cluster);
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("pg.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        PrivateFiles.make(log);
        var launched = ServerUser.of(cluster)
                .process(cluster, binaries.resolve("bin/postgres"), arguments())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process = launched;
        return launched;
    }

    private String[] arguments() {
        var arguments = new ArrayList<>(List.of("-D", Cluster.HERE, "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return arguments.toArray(String[]::new);
    }

    private static Path log(Path cluster) {
        return cluster.resolveSibling("pg.log");
    }

    /** By its own file, so that what answers on the port is this server on this cluster and nobody else's. */
    private boolean becomesReady(Process running) throws IOException, InterruptedException {
        var file = cluster.resolve("postmaster.pid");
        while (running.isAlive()) {
            var lines = Leftovers.lines(file);
            if (lines.size() > STATUS
                    && lines.getFirst().equals(Long.toString(running.pid()))
                    && lines.get(PORT).equals(Integer.toString(port))
                    && lines.get(STATUS).strip().equals("ready")) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        var running = stopping();
        if (running != null && running.isAlive()) {
            Signals.interrupt(running.toHandle());
            try {
                running.onExit().get(IN_ORDER.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException notInTime) {
                LOG.warn("PostgreSQL did not stop in time; the next start recovers", notInTime);
                running.destroyForcibly();
            }
        }
    }

    private synchronized @Nullable Process stopping() {
        closing = true;
        return process;
    }
}
