package lethe.selftest.crashtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import lethe.selftest.instance.Polling;
import lethe.selftest.instance.TestInstance;

/** Kills processes without notice (SIGKILL), and fills disks. */
final class Killer {
    private static final int MOST_SLACK = 1 << 20;
    private static final Duration FULL = Duration.ofMillis(700);
    private final TestInstance lethe;
    private final TestVolume volume;
    private final RandomGenerator random;

    public Killer(TestInstance lethe, TestVolume volume, RandomGenerator random) {
        this.lethe = lethe;
        this.volume = volume;
        this.random = random;
    }

    public void strike(CrashMode death) throws IOException {
        switch (death) {
            case LETHE -> kill(List.of(lethe.running()));
            case POSTGRES -> kill(List.of(postmaster()));
            case CONNECTION -> kill(connection());
            case BOTH -> {
                var all = new ArrayList<>(List.of(postmaster(), lethe.running()));
                postmaster().children().forEach(all::add);
                kill(all);
            }
            case DISK -> fillForAWhile();
        }
    }

    private static void kill(List<ProcessHandle> all) {
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    private ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(lethe.data().resolve("pg/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** A PostgreSQL process that serves Lethe. */
    private List<ProcessHandle> connection() throws IOException {
        var all = postmaster().children().filter(Killer::servesLethe).toList();
        return all.isEmpty() ? all : List.of(all.get(random.nextInt(all.size())));
    }

    private static boolean servesLethe(ProcessHandle process) {
        try {
            var title = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return new String(title, StandardCharsets.UTF_8).contains("lethe_app");
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    private void fillForAWhile() throws IOException {
        try {
            volume.fill(random.nextInt(MOST_SLACK));
            Polling.pause(FULL);
        } finally {
            volume.clear();
        }
    }
}
