package lethe.platform.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lethe.platform.kernel.StartupRefused;

/**
 * The user that PostgreSQL runs as: our own or, because it refuses root, a dedicated one.
 *
 * <p>Its processes have a session of their own, so that a signal to Lethe's process group does not reach them and Lethe can stop
 * them in order. The kernel stops them when the <em>thread</em> that started them ends, for whatever reason.
 */
record ServerUser(int uid) {
    /** The range that systemd reserves for users without an entry in any database. */
    private static final int FIRST = 61_184;

    private static final int COUNT = 4_336;
    private static final int NOBODY = 65_534;

    /**
     * The owner of the existing cluster, or else one derived from its path, so that two installations differ. The cluster belongs
     * to {@code nobody} only if a change of owner was interrupted.
     */
    static ServerUser of(Path cluster) throws IOException {
        if (!isRoot()) {
            return new ServerUser(ourUid());
        } else if (Files.exists(cluster) && !isNobodys(cluster)) {
            return new ServerUser(uid(cluster));
        } else {
            return new ServerUser(FIRST + Math.floorMod(cluster.toString().hashCode(), COUNT));
        }
    }

    /** Completes a change of owner back from the named user that was interrupted when Lethe was killed. */
    static void takeBack(Path cluster) throws IOException {
        if (isRoot() && isNobodys(cluster)) {
            of(cluster).own(cluster);
        }
    }

    private static boolean isNobodys(Path cluster) throws IOException {
        return uid(cluster) == NOBODY;
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    /** Only for creating a cluster: {@code initdb} needs a user with a name. */
    static ServerUser named() {
        return new ServerUser(isRoot() ? NOBODY : ourUid());
    }

    static boolean isRoot() {
        return ourUid() == 0;
    }

    private static int ourUid() {
        try {
            return uid(Path.of("/proc/self"));
        } catch (IOException noProcFileSystem) {
            throw new StartupRefused("Lethe's own PostgreSQL needs /proc: mount it, or name your own server with "
                    + "LETHE_DATABASE_URL.");
        }
    }

    /** Builds the command that this user runs in that directory; the user needs no access to its parents. */
    ProcessBuilder process(Path directory, Path program, String... arguments) {
        var command = new ArrayList<>(prefix());
        command.add(program.toString());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(directory.toFile());
        process.environment().clear();
        return process;
    }

    private List<String> prefix() {
        var inPath = onPath("setsid") && onPath("setpriv");
        if (isRoot() && !inPath) {
            throw new StartupRefused("Started by root, Lethe runs PostgreSQL as another user with setpriv and setsid:"
                    + " please install util-linux, or start Lethe as another user.");
        } else if (isRoot()) {
            return List.of(
                    "setsid", "setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--pdeathsig=INT");
        } else {
            return inPath ? List.of("setsid", "setpriv", "--pdeathsig=INT") : List.of();
        }
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * Changes the owner of the directory and everything in it. While anything in it may belong to {@code nobody}, the directory
     * does: it is the first to change to that user and the last to change back.
     */
    void own(Path directory) throws IOException {
        if (isRoot()) {
            try (var all = Files.walk(directory)) {
                var paths = all.toList();
                for (var path : uid == NOBODY ? paths : paths.reversed()) {
                    Files.setAttribute(path, "unix:uid", uid);
                    Files.setAttribute(path, "unix:gid", uid);
                }
            }
        }
    }
}
