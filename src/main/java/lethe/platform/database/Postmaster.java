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
 * PostgreSQL's first process, and the thread that supervises it: it starts the process, waits for it and restarts it if it ends
 * unexpectedly. The thread must live as long as the process, because the kernel ends the process when the thread that started it
 * ends.
 */
final class Postmaster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration IN_ORDER = Duration.ofSeconds(12);
    private static final int ATTEMPTS = 3;

    // Line indexes in postmaster.pid.
    private static final int PORT = 3;
    private static final int STATUS = 7;

    /** FORGETTING: PostgreSQL's log contains no data. Error messages may quote values and are therefore not logged. */
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

    /** Returns when it accepts connections, however long recovery takes. */
    static Postmaster start(Path binaries, Path cluster) throws IOException {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var postmaster = new Postmaster(binaries, cluster, freePort());
            var keeper = Thread.ofPlatform().name("postgres").daemon().unstarted(postmaster::keep);
            // Not the class loader of the web server, which may be starting at this moment.
            keeper.setContextClassLoader(Postmaster.class.getClassLoader());
            keeper.start();
            if (postmaster.ready.join()) {
                return postmaster;
            }
        }
        throw new IOException("it ended immediately, see " + log(cluster));
    }

    /** Free at the time of the call; if another process takes it first, the next attempt uses another port. */
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
                LOG.error("PostgreSQL ended unexpectedly and is being restarted");
                Thread.sleep(1000);
                again();
            }
        } catch (IOException | InterruptedException failure) {
            LOG.error("PostgreSQL could not be started", failure);
            ready.complete(false);
        }
    }

    /** Returns when the process has ended; true if it was ready in between. */
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

    /** Retries without limit, because a full disk, for example, may be temporary. */
    private void again() throws InterruptedException {
        try {
            Leftovers.clear(cluster);
            attempt();
        } catch (IOException notYet) {
            LOG.error("PostgreSQL cannot be restarted yet", notYet);
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

    /** Reads its own status file, so that the server on the port is surely this one, on this cluster. */
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
