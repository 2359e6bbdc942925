package lethe.limit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lethe.BenchInstallation;
import lethe.limit.Clients.Until;
import lethe.platform.database.BenchDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two copies of one installation: one that Lethe serves, and one on which pgbench runs what Lethe sends. */
final class Side implements AutoCloseable {
    static final int AT_ONCE = 16;
    private static final int READ_CALLS = 16;
    private static final int SECONDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private final int size;
    private final Map<Operation, Script> scripts = new EnumMap<>(Operation.class);
    private final String token;
    private final People people;
    private final BenchDatabase database;
    private final Pgbench pgbench;
    private final Server server;

    /** @param each the calls of each client in each round of a writing operation */
    Side(Path place, int size, List<Operation> operations, List<String> command, int rounds, int each) throws Exception {
        this.size = size;
        var own = Files.createDirectories(place.resolve("lethe"));
        try (var filled = new BenchInstallation(own)) {
            var begun = System.nanoTime();
            var ids = filled.fill(size);
            say("%d people filled in %.0f s", size, (System.nanoTime() - begun) / 1e9);
            untilSequenced(filled);
            say("%d people sequenced after %.0f s", size, (System.nanoTime() - begun) / 1e9);
            token = filled.token();
            var roles = filled.roles();
            people = new People(ids, roles.subList(roles.size() - 3, roles.size() - 1).stream().map(Object::toString).toList());
        }
        try (var vacuumed = BenchDatabase.on(own.resolve("data"))) {
            new JdbcTemplate(vacuumed.owner()).execute("vacuum analyze");
        }
        var copy = Files.createDirectories(place.resolve("pgbench"));
        run("cp", "-a", own.resolve("data").resolve("pg").toString(), own.resolve("data").resolve("pg.passwords").toString(), copy.toString());
        record(own, operations, rounds * each);
        database = BenchDatabase.on(copy);
        pgbench = new Pgbench(Files.createDirectories(place.resolve("scripts")), database.login(), database.owner(), AT_ONCE, rounds);
        scripts.forEach((operation, script) -> {
            if (operation.writes()) {
                pgbench.prepare(operation.name().toLowerCase(Locale.ROOT), script);
            }
        });
        server = Server.start(own, command);
        say("%d people: Lethe is process %d", size, server.process().pid());
    }

    private static void untilSequenced(BenchInstallation filled) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var jdbc = filled.bean(JdbcClient.class);
        while (filled.in(() -> jdbc.sql("select exists (select from work where kind = 'SEQUENCING')").query(Boolean.class).single())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The entries are not sequenced yet");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private void record(Path place, List<Operation> operations, int each) throws Exception {
        var recorder = new Recorder();
        try (var context = BenchInstallation.run(place, started -> started.getBeanFactory().addBeanPostProcessor(recorder))) {
            var port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
            var clients = new Clients(port, token, AT_ONCE / 2);
            var one = new Clients(port, token, 1);
            one.run(new Until(2, 60_000), people::me, answer -> {});
            recorder.take();
            for (var operation : operations) {
                if (operation.writes()) {
                    clients.run(new Until(each * AT_ONCE / clients.atOnce(), PATIENCE.toMillis()),
                            () -> operation.request(people), answer -> operation.answered().accept(people, answer));
                } else {
                    one.run(new Until(READ_CALLS, 60_000), () -> operation.request(people), answer -> {});
                }
                scripts.put(operation, Script.of(recorder.take()));
                say("%d people: %s recorded, %d waits", size, operation.title(), scripts.get(operation).waits());
            }
            TimeUnit.SECONDS.sleep(5); // until what was written is sequenced
        }
    }

    int size() {
        return size;
    }

    Script script(Operation operation) {
        return scripts.get(operation);
    }

    Measured pgbench(Operation operation, int round) throws IOException {
        return operation.writes()
                ? pgbench.writing(operation.name().toLowerCase(Locale.ROOT), script(operation), round)
                : pgbench.reading(script(operation), READ_CALLS, SECONDS);
    }

    Measured lethe(Operation operation, int each) throws Exception {
        var until = operation.writes() ? new Until(each, PATIENCE.toMillis()) : new Until(Integer.MAX_VALUE, SECONDS * 1_000L);
        var cpu = server.cpu();
        var calls = new Clients(server.port(), token, AT_ONCE)
                .run(until, () -> operation.request(people), answer -> operation.answered().accept(people, answer));
        return Measured.of(calls, (double) (server.cpu() - cpu) / calls.size());
    }

    static void say(String text, Object... values) {
        System.err.printf(Locale.ROOT, text + "%n", values);
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(new ArrayList<>(List.of(command))).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Failed: " + List.of(command));
        }
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
