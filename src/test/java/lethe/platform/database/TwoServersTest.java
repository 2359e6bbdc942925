package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.Api;
import lethe.Processes;
import lethe.Stage;
import lethe.Stage.House;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with a shared database and a shared key file of four buckets serve one installation. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoServersTest {
    private EmbeddedServer postgres;
    private Processes processes;
    private Path place;
    private Api one;
    private Api two;
    private House onOne;
    private House onTwo;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        place = temporary;
        Files.createDirectory(place.resolve("database"));
        postgres = Servers.start(place.resolve("database"));
        processes = new Processes(Map.of(
                "LETHE_DATA", place.resolve("data").toString(),
                "LETHE_MASTER_KEY_FILE", place.resolve("master.key").toString(),
                "SPRING_APPLICATION_JSON", "{\"lethe.directory-buckets\": 4}",
                "LETHE_DATABASE_URL", url(postgres.application()),
                "LETHE_DATABASE_OWNER_URL", url(postgres.owner())));
        one = new Api(processes.port(processes.start(place.resolve("one.log"), "run", "--port", "0")));
        two = new Api(processes.port(processes.start(place.resolve("two.log"), "run", "--port", "0")));
        var email = Stage.email("ada");
        var lines = processes.run(
                0,
                place.resolve("errors"),
                "organisation",
                "create",
                "Acme",
                "--admin-email",
                email,
                "--admin-first-name",
                "Ada",
                "--admin-last-name",
                "Acme",
                "--consent-given",
                "--print-token");
        var slug = lines.getFirst().split(" ")[2];
        var token = lines.getLast().substring("token: ".length());
        onOne = new House("", slug, "", "", one.as(token));
        onTwo = new House("", slug, "", "", two.as(token));
    }

    @AfterAll
    void stop() throws InterruptedException {
        processes.close();
        postgres.close();
    }

    @Test
    void aTerminationTakesEffectOnTheOtherServerAtTheNextRequest() {
        var klara = onOne.person(one, "Klara", "EXTERNAL", "Viewer");
        var there = two.as(signIn(two, klara.email()).text("token"));
        assertThat(there.get("/me").status()).isEqualTo(200);

        assertThat(terminate(onOne, klara.id())).isEqualTo(200);

        assertThat(there.get("/me").status()).isEqualTo(401);
        assertThat(signIn(two, klara.email()).status()).isEqualTo(401);
        assertThat(onTwo.ada().get("/users/" + klara.id() + "/receipt").status())
                .isEqualTo(200);
    }

    @Test
    void oneOfTwoConcurrentCreationsOfAnEmailWins() throws Exception {
        for (var round = 0; round < 5; round++) {
            var email = Stage.email("leo");

            var statuses = atOnce(List.of(() -> create(onOne, email), () -> create(onTwo, email)));

            assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void concurrentChangesInSharedBucketsSucceed() throws Exception {
        var work = new ArrayList<Callable<Integer>>();
        for (var number = 0; number < 12; number++) {
            var here = number % 2 == 0 ? onOne : onTwo;
            var there = number % 2 == 0 ? onTwo : onOne;
            work.add(() -> createChangeAndForget(here, there));
        }

        assertThat(atOnce(work)).containsOnly(200);

        assertThat(processes.run(0, place.resolve("errors"), "keys", "check"))
                .contains("directory: intact")
                .noneMatch(line -> line.matches("(damaged|destroyed|shared|not found).*"));
    }

    private static int createChangeAndForget(House here, House there) {
        var email = Stage.email("max");
        var first = here.create("Max", email, "INTERNAL", "Viewer").text("id");
        terminate(there, first);
        var max = there.person(there.ada(), "Max", "INTERNAL", "Viewer");
        var changed = max.api().patch("/me", Map.of("email", email, "currentPassword", Stage.PASSWORD));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(create(here, email)).isEqualTo(409);
        return terminate(here, max.id());
    }

    @Test
    void bothWriteOneLogWithoutGapsOrDuplicates() throws Exception {
        atOnce(IntStream.range(0, 20)
                .mapToObj(
                        number -> (Callable<Integer>) () -> create(number % 2 == 0 ? onOne : onTwo, Stage.email("eva")))
                .toList());

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        processes.run(0, place.resolve("errors"), "audit", "verify"))
                .isNotEmpty());
        for (var log : List.of("one.log", "two.log")) {
            assertThat(place.resolve(log)).content().doesNotContain("ERROR");
        }
    }

    @Test
    void importsAFileOnceWithTwoWorkers() {
        var people = IntStream.range(0, 60)
                .mapToObj(number -> "Eva;Import;" + Stage.email("import"))
                .collect(Collectors.joining("\n", "firstName;lastName;email\n", "\n"));
        var uploaded = onOne.ada().upload("/users/imports", people.getBytes(StandardCharsets.UTF_8));
        var path = "/users/imports/" + uploaded.text("id");
        until(path, "CHECKED");
        var start = onTwo.ada()
                .post(
                        path + "/start",
                        Map.of(
                                "consent",
                                Map.of("given", true, "noticeVersion", 1, "language", "en"),
                                "type",
                                "INTERNAL",
                                "roleId",
                                onTwo.role("Viewer")));
        assertThat(start.status()).as(start.body()).isEqualTo(202);

        until(path, "DONE");

        assertThat(onOne.ada().get(path).json().path("created").asInt()).isEqualTo(60);
        assertThat(onOne.ada().get(path).json().path("failed").asInt()).isZero();
    }

    /** Both use it as an external server and can only wait for it. Runs last, because the servers log the outage. */
    @Test
    @Order(Integer.MAX_VALUE)
    void bothRecoverAfterTheDatabaseWasKilled() throws Exception {
        var before = postmaster();
        var klara = onOne.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        assertThat(ProcessHandle.of(before).orElseThrow().destroyForcibly()).isTrue();

        for (var house : List.of(onOne, onTwo)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> isBack(house, before));
            assertThat(house.ada().get("/users/" + klara).text("status")).isEqualTo("INVITED");
            assertThat(create(house, Stage.email("leo"))).isEqualTo(201);
        }
    }

    private boolean isBack(House house, long before) throws IOException {
        var answer = house.ada().get("/users");
        if (answer.status() != 200) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.http().headers().firstValue("Retry-After")).isPresent();
        }
        return answer.status() == 200 && postmaster() != before;
    }

    private long postmaster() throws IOException {
        var file = place.resolve("database").resolve("pg").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst());
    }

    private void until(String path, String status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> onTwo.ada().get(path).text("status").equals(status));
    }

    private static String url(DatabaseCredentials login) {
        return login.url() + "?user=" + login.user() + "&password=" + login.password();
    }

    private static int create(House house, String email) {
        return house.create("Leo", email, "INTERNAL", "Viewer").status();
    }

    private static int terminate(House house, String user) {
        return house.ada().post("/users/" + user + "/termination", Map.of()).status();
    }

    private Api.Answer signIn(Api on, String email) {
        return on.post("/sign-in", Map.of("organisation", onOne.slug(), "email", email, "password", Stage.PASSWORD));
    }

    private static List<Integer> atOnce(List<Callable<Integer>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var one : threads.invokeAll(work)) {
                statuses.add(one.get());
            }
            return statuses;
        }
    }
}
