package lethe.operator.maintenance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import lethe.platform.kernel.PrivateFiles;

/**
 * Copies a cluster while its server is running, by PostgreSQL's low-level interface (chapter "Making a Base Backup
 * Using the Low Level API"): first the files, between the start and the stop of a backup, then the write-ahead log of
 * that time, which makes them consistent. A temporary replication slot keeps that log until the session ends.
 */
final class ClusterCopy {
    private static final String LOG = "pg_wal";

    /** Their content is useless to another server, or is recreated by it. */
    private static final Set<String> EMPTY = Set.of(
            LOG, "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");
    private static final String TEMPORARY = "pgsql_tmp";

    private final Path cluster;
    private final DataSource owner;

    ClusterCopy(Path cluster, DataSource owner) {
        this.cluster = cluster;
        this.owner = owner;
    }

    void write(Path to) throws IOException, SQLException {
        try (var connection = owner.getConnection();
                var session = connection.createStatement()) {
            session.execute("select pg_create_physical_replication_slot('lethe_' || pg_backend_pid(), true, true)");
            var first = text(session, "select pg_walfile_name(pg_backup_start('lethe', true))");
            copyFiles(to);
            var last = stop(session, to);
            copyLog(to.resolve(LOG), first, last);
        }
    }

    private static String text(Statement session, String sql) throws SQLException {
        try (var row = session.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Stops the backup and returns the last log file that belongs to the copy. */
    private static String stop(Statement session, Path to) throws SQLException, IOException {
        try (var row =
                session.executeQuery("select pg_walfile_name(lsn) as last, labelfile from pg_backup_stop(false)")) {
            row.next();
            var label = to.resolve("backup_label");
            PrivateFiles.make(label);
            Files.writeString(label, row.getString("labelfile"));
            return row.getString("last");
        }
    }

    /** Files may disappear, grow or shrink while they are copied; the log corrects that. */
    private void copyFiles(Path to) throws IOException {
        Files.walkFileTree(cluster, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                var relative = cluster.relativize(directory);
                if (isOfNoUse(relative)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                PrivateFiles.makeDirectory(to.resolve(relative));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (belongs(cluster.relativize(file))) {
                    copy(file, to.resolve(cluster.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /** Subdirectories of the log are kept, empty; those of replication slots must not be. */
    private static boolean isOfNoUse(Path directory) {
        var inner = directory.getNameCount() > 1 && !directory.startsWith(LOG);
        return inner && EMPTY.contains(directory.getName(0).toString())
                || directory.getFileName().toString().startsWith(TEMPORARY);
    }

    private static boolean belongs(Path file) {
        return !EMPTY.contains(file.getName(0).toString())
                && !LEFT_OUT.contains(file.toString())
                && !file.getFileName().toString().startsWith(TEMPORARY);
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            PrivateFiles.make(to);
            try (var output = Files.newOutputStream(to)) {
                Files.copy(from, output);
            }
        } catch (NoSuchFileException goneMeanwhile) {
            Files.deleteIfExists(to);
        }
    }

    private void copyLog(Path to, String first, String last) throws IOException {
        try (var files = Files.newDirectoryStream(cluster.resolve(LOG))) {
            for (var file : files) {
                var name = file.getFileName().toString();
                var needed = name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0 && name.compareTo(last) <= 0;
                if (needed || name.endsWith(".history")) {
                    copy(file, to.resolve(name));
                }
            }
        }
        if (!Files.exists(to.resolve(first)) || !Files.exists(to.resolve(last))) {
            throw new IOException("The write-ahead log of the backup no longer exists");
        }
    }
}
