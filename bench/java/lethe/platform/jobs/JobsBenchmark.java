package lethe.platform.jobs;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import lethe.platform.database.BenchDatabase;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.TenantContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Measures short jobs per second of one node, and the time until a killed node's job is taken over: see bench/jobs.
 */
public final class JobsBenchmark {
    private static final int ORGANISATIONS = 20;
    private static final int JOBS = 10_000;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Leases.Place place;
    private final Leases<UUID> leases;

    private JobsBenchmark(String... login) {
        var connections = BenchDatabase.pool(login);
        var transactions = BenchDatabase.transactions(connections);
        jdbc = JdbcClient.create(connections);
        transaction = new TransactionTemplate(transactions);
        var agenda = new Agenda(jdbc, neverStarted(jdbc), transaction);
        place = new Leases.Place(jdbc, agenda, transaction);
        leases = leases();
    }

    private static JobDispatcher neverStarted(JdbcClient jdbc) {
        var none = new DefaultListableBeanFactory().getBeanProvider(BackgroundJob.class);
        return new JobDispatcher(none, new DueKinds(jdbc), new SimpleAsyncTaskScheduler(), Clock.systemUTC());
    }

    private Leases<UUID> leases() {
        var clock = Clock.systemUTC();
        return new Leases<>(place, clock, "BENCH", id -> id, id -> id, clock::instant);
    }

    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("dies")) {
            new JobsBenchmark(Arrays.copyOfRange(arguments, 1, arguments.length)).hold();
        } else {
            try (var database = BenchDatabase.on(Path.of(arguments[0]))) {
                var bench = new JobsBenchmark(database.login());
                bench.organisations(ORGANISATIONS);
                for (var round = 0; round < 2; round++) {
                    bench.throughput();
                }
                bench.takeover(database.login());
            }
        }
        System.exit(0);
    }

    private List<OrganisationId> all() {
        return jdbc.sql("select id from organisation").query(UUID.class).list().stream()
                .map(OrganisationId::new)
                .toList();
    }

    private void organisations(int count) {
        for (var number = 0; number < count; number++) {
            var id = new OrganisationId(UUID.randomUUID());
            var slug = "bench-" + number;
            within(id, () -> jdbc.sql("insert into organisation (id, slug) values (:id, :slug)")
                    .param("id", id.value())
                    .param("slug", slug)
                    .update());
        }
    }

    private void within(OrganisationId organisation, Runnable work) {
        TenantContext.run(organisation, () -> transaction.executeWithoutResult(status -> work.run()));
    }

    private void note(OrganisationId organisation, int jobs, Duration until) {
        within(organisation, () -> jdbc.sql("""
                insert into work (organisation_id, kind, subject, due)
                select :organisation, 'BENCH', gen_random_uuid(), :due from generate_series(1, :jobs)
                """)
                .param("organisation", organisation.value())
                .param("due", ResultColumns.time(Clock.systemUTC().instant().plus(until)))
                .param("jobs", jobs)
                .update());
    }

    /** Each job is one transaction in the scope of its organisation. */
    private void throughput() throws InterruptedException {
        all().forEach(organisation -> note(organisation, JOBS / ORGANISATIONS, Duration.ZERO));
        var done = new CountDownLatch(JOBS);
        try (var workers = new JobWorkers<>(leases())) {
            var began = System.nanoTime();
            workers.lookAround((organisation, job) -> {
                transaction.executeWithoutResult(
                        status -> jdbc.sql("select 1").query(Integer.class).single());
                leases.end(job);
                done.countDown();
            });
            done.await();
            var seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%d jobs in %.1f s, %.0f a second%n", JOBS, seconds, JOBS / seconds);
        }
    }

    /**
     * The other process takes a job, renews its lease, and is killed; this one polls every two seconds, as Lethe
     * does.
     */
    private void takeover(String... login) throws Exception {
        note(all().getFirst(), 1, Duration.ZERO);
        var command = Stream.concat(
                Stream.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobsBenchmark.class.getName(),
                        "dies"),
                Stream.of(login));
        var other = new ProcessBuilder(command.toList()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var said = other.inputReader();
        while (!"taken".equals(said.readLine())) {
            // Ignores other output.
        }
        Thread.sleep(Duration.ofSeconds(7));
        other.destroyForcibly();
        var killed = System.nanoTime();
        while (leases.due().isEmpty()) {
            Thread.sleep(Duration.ofSeconds(2));
        }
        System.out.printf("taken over %.1f s after the kill%n", (System.nanoTime() - killed) / 1e9);
    }

    private void hold() throws InterruptedException {
        var due = leases.due().getFirst();
        TenantContext.run(due.organisation(), () -> leases.take(due.id()));
        System.out.println("taken");
        while (true) {
            Thread.sleep(Duration.ofSeconds(5));
            TenantContext.run(due.organisation(), () -> leases.renew(due.id()));
        }
    }
}
