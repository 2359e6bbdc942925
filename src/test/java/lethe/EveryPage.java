package lethe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.operator.console.OperatorSessions;
import lethe.privacy.notices.Wordings;
import org.awaitility.Awaitility;

/** Every page there is, in an organisation that is in use: an admin imported 300 people, and everything exists once. */
final class EveryPage {
    private static final int PEOPLE = 300;
    private static final Pattern FILE =
            Pattern.compile(".*(\\.csv|\\.json|\\.txt|/receipts|/template|/files/corrections|/assets/.*|/export/.*)");

    /** What shuts its own gate, or is no page but a probe. */
    private static final List<String> NO_PAGES = List.of("/health/live", "/health/ready", "/new-password", "/");

    private static final Map<String, String> VARIABLES = Map.of(
            "{number}",
            "1",
            "{version}",
            "1",
            "{code}",
            "not-found",
            "{feature}",
            "signed-in",
            "{secret}",
            "none",
            "{token}",
            "none");
    private final House house;
    private final Person anna;
    private final String imported;
    private final String token;
    private final Targets targets;
    private final int draft;

    EveryPage(Stage stage, OperatorSessions operators) {
        house = stage.house();
        anna = house.person(stage.anybody(), "Anna", "ADMIN", "Administrator");
        imported = importPeople();
        token = anna.api().post("/me/tokens", Map.of("name", "nightly")).text("id");
        targets = Targets.of(stage, house, stage.anybody().as(operators.token()));
        draft = Wordings.draft(
                house.ada(), Wordings.layered("What **matters**.", "# At length\n\n| A | B |\n|---|---|\n| 1 | 2 |"));
    }

    House house() {
        return house;
    }

    /** Who imported the people. */
    Person anna() {
        return anna;
    }

    private Stream<String> ofAdmins() {
        return pages().filter(route -> !route.isOperators())
                .flatMap(this::addresses)
                .map(path -> "/o/" + house.slug() + path);
    }

    private Stream<String> ofTheOperator() {
        return pages().filter(Route::isOperators).flatMap(this::addresses);
    }

    Stream<String> all() {
        return Stream.concat(ofAdmins(), ofTheOperator()).distinct();
    }

    private static Stream<Route> pages() {
        return Route.table()
                .filter(route -> route.method().equals("GET") && !route.isApi())
                .filter(route -> !FILE.matcher(route.path()).matches() && !NO_PAGES.contains(route.path()));
    }

    private Stream<String> addresses(Route route) {
        var path = route.path().matches("/organisation/notices/\\{version}/.+")
                ? route.path().replace("{version}", String.valueOf(draft))
                : route.path().replace("imports/{id}", "imports/" + imported).replace("tokens/{id}", "tokens/" + token);
        for (var variable : VARIABLES.entrySet()) {
            path = path.replace(variable.getKey(), variable.getValue());
        }
        var filled = new Route(route.method(), path, route.needs(), route.gate());
        return Targets.isIn(filled) ? targets.present(filled) : Stream.of(path);
    }

    private String importPeople() {
        var lines = IntStream.range(0, PEOPLE)
                .mapToObj(number -> "Imported;Person " + number + ";" + Stage.email("imported"))
                .collect(Collectors.joining("\n", "firstName;lastName;email\n", "\n"));
        var file = anna.api().upload("/users/imports", lines.getBytes(StandardCharsets.UTF_8));
        var path = "/users/imports/" + file.text("id");
        until(path, "CHECKED");
        var consent = Map.of("given", true, "noticeVersion", 1, "language", "de");
        anna.api()
                .post(path + "/start", Map.of("consent", consent, "type", "INTERNAL", "roleId", house.role("Viewer")));
        until(path, "DONE");
        return file.text("id");
    }

    private void until(String path, String status) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> anna.api().get(path).text("status").equals(status));
    }
}
