package lethe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lethe.Stage.House;
import lethe.platform.kernel.TypeId;

/** Values for a route's path variables: an unknown id, and those of an organisation. */
final class Targets {
    private static final Pattern ID = Pattern.compile(
            "(operator/newsletters|imports|reviews|users|roles|partners|sessions|tokens|newsletters)/\\{id}");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");
    private final Map<String, List<String>> ids;

    private Targets(Map<String, List<String>> ids) {
        this.ids = ids;
    }

    /** An unknown id, and all ids of this organisation. */
    static Targets of(Stage stage, House other) {
        return of(stage, other, absent("newsletter"));
    }

    /** Like {@link #of(Stage, House)}, with the operator's ids. */
    static Targets of(Stage stage, House own, Api operator) {
        var news = operator.post("/operator/newsletters", newsletter("Everybody’s"))
                .text("id");
        operator.post("/operator/newsletters/" + news + "/issues", Map.of("subject", "One", "markdown", "One."));
        return of(stage, own, news);
    }

    private static Map<String, Object> newsletter(String name) {
        return Map.of("name", name, "about", "What is new.", "frequency", "Now and then.");
    }

    private static Targets of(Stage stage, House other, String operators) {
        var vera = other.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var former =
                other.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        other.ada().post("/users/" + former + "/termination", Map.of());
        var token = vera.api().post("/me/tokens", Map.of("name", "theirs")).text("id");
        var session = vera.api().get("/me/sessions").json().at("/items/0/id").asString();
        var partner = other.ada().post("/partners", Map.of("name", "Theirs")).text("id");
        var file = "firstName;lastName;email\n".getBytes(StandardCharsets.UTF_8);
        var theirs = other.ada().upload("/users/imports", file).text("id");
        var plan = Map.of("finding", "ACCESS_ENDED", "act", "TERMINATION", "people", List.of(vera.id()));
        var review = other.ada().post("/users/reviews", plan).text("id");
        var news = other.ada().post("/newsletters", newsletter("Theirs")).text("id");
        other.ada().post("/newsletters/" + news + "/issues", Map.of("subject", "One", "markdown", "One."));
        other.ada()
                .put(
                        "/partners/" + partner + "/billing-details",
                        Map.of(
                                "legalName",
                                "Theirs GmbH",
                                "address",
                                Map.of("street", "Lindenweg 3", "city", "Berlin", "country", "DE"),
                                "currency",
                                "EUR",
                                "invoiceEmail",
                                Stage.email("invoice")));
        return new Targets(Map.of(
                "imports", List.of(absent("import"), theirs),
                "reviews", List.of(absent("review"), review),
                "users", List.of(absent("user"), vera.id(), former),
                "roles", List.of(absent("role"), other.role("Viewer")),
                "partners", List.of(absent("partner"), partner),
                "sessions", List.of(absent("session"), session),
                "tokens", List.of(absent("token"), token),
                "newsletters", List.of(absent("newsletter"), news),
                "operator/newsletters", List.of(absent("newsletter"), operators)));
    }

    /** Whether the address names something that must not be found. */
    static boolean isIn(Route route) {
        return ID.matcher(route.path()).find();
    }

    Stream<String> addresses(Route route) {
        var id = ID.matcher(route.path());
        return id.find()
                ? ids.get(id.group(1)).stream()
                        .map(one -> route.path().replace("{id}", one).replace("{number}", "1"))
                        .map(path -> VARIABLE.matcher(path).replaceAll("99"))
                : Stream.of(VARIABLE.matcher(route.path()).replaceAll("99"));
    }

    /** An id of that kind in the organisation. */
    String id(String kind) {
        return ids.get(kind).get(1);
    }

    /** Without the unknown id. */
    Stream<String> present(Route route) {
        return addresses(route).skip(1);
    }

    private static String absent(String kind) {
        return TypeId.text(kind, UUID.randomUUID());
    }
}
