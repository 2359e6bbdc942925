package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Submits each form that creates something twice, as its page sends it. */
@LetheTest
class FormsSentTwiceTest {
    private static final Pattern KEY = Pattern.compile("name=\"repeatKey\" value=\"([0-9a-z]{20})\"");
    private static final Pattern CREATES = Pattern.compile("action = \"([^\"]+)\", creates = ");
    private static final Path TEMPLATES = Path.of("src/main/jte");

    /** Not covered: its form takes a file, which creates no user before it is started and expires. */
    private static final Set<String> WITHOUT = Set.of("/users/imports/new");

    /**
     * @param list where the created thing is listed
     * @param fields the input, one {@code name=value} per line
     */
    record Form(String route, String list, String fields) {
        @Override
        public String toString() {
            return route;
        }
    }

    static Stream<Form> forms() {
        return Stream.of(
                new Form("/users/new", "/users", """
                        firstName=Klara
                        lastName=Kanari
                        email={email}
                        type=EXTERNAL
                        roleId={role}
                        password=GENERATED
                        consent.given=true
                        consent.noticeVersion=1
                        consent.language=en"""),
                new Form("/users/review", "/users/reviews", """
                        finding=NEVER_SIGNED_IN
                        act=TERMINATION
                        people={person}"""),
                new Form("/profile/tokens/new", "/me/tokens", "name=Script\ndays=7"),
                new Form("/roles/new", "/roles", "name=Helpers\npermissions=VIEW_PARTNERS"),
                new Form("/partners/new", "/partners", "name=Acme"),
                new Form("/newsletters/new", "/newsletters", "name=News\nabout=What is new.\nfrequency=Rarely."),
                new Form("/newsletters/{id}/issues/new", "/newsletters/{id}/issues", "subject=Spring\nmarkdown=Hello."),
                new Form("/organisation/notices/new", "/notices", "texts.en.markdown=Another one."),
                new Form("/operator/newsletters/new", "/operator/newsletters", """
                        name=For all {word}
                        about=What is new.
                        frequency=Rarely."""),
                new Form(
                        "/operator/newsletters/{id}/issues/new",
                        "/operator/newsletters/{id}/issues",
                        "subject=Spring\nmarkdown=Hello."));
    }

    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @LocalServerPort
    private int port;

    private House house;
    private Person anna;
    private Api operator;
    private Visitor browser;

    @BeforeEach
    void anAdminWhoIsTheOperatorToo() {
        house = stage.house();
        anna = house.person(stage.anybody(), "Anna", "ADMIN", "Administrator");
        operator = stage.anybody().as(operators.token());
        browser = new Visitor(port);
        browser.signIn(house.slug(), anna.email(), Stage.PASSWORD);
        var link = "/operator/link/" + operators.link();
        browser.get(link);
        browser.post(link);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void createsOnce(Form form) {
        var filled = filled(form);
        var page = at(filled.route());
        var fields = new HashMap<String, String>();
        filled.fields().lines().map(line -> line.split("=", 2)).forEach(line -> fields.put(line[0], line[1]));
        var before = count(filled.list());
        var shown = browser.get(page + (form.route().endsWith("/review") ? "?finding=NEVER_SIGNED_IN" : ""));
        fields.put("repeatKey", key(shown));

        var first = browser.post(page, pairs(fields));
        var second = browser.post(page, pairs(fields));

        assertThat(first.status()).as(first.body()).isIn(200, 303);
        assertThat(second.status()).as(second.body()).isEqualTo(first.status());
        assertThat(second.leadsTo()).isEqualTo(first.leadsTo());
        assertThat(count(filled.list())).isEqualTo(before + 1);
    }

    @Test
    void listsAllFormsWithAKey() {
        assertThat(posts().filter(post -> takesKey(post.getValue())).map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(forms().map(Form::route).toList());
    }

    /** Ensures that new pages send a key: addresses with such endings create something. */
    @Test
    void everyNewPageTakesAKey() {
        var without = posts().filter(post -> post.getKey().endsWith("/new") && !takesKey(post.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(without).isEqualTo(WITHOUT);
    }

    /** A key sent to a handler that ignores it would be useless. */
    @Test
    void eachTemplateWithAKeyLeadsToSuchAHandler() throws IOException {
        var sending = new TreeSet<String>();
        try (var templates = Files.walk(TEMPLATES)) {
            for (var template :
                    templates.filter(one -> one.toString().endsWith(".jte")).toList()) {
                CREATES.matcher(Files.readString(template)).results().forEach(found -> sending.add(found.group(1)));
            }
        }

        assertThat(sending)
                .hasSizeGreaterThan(3)
                .isSubsetOf(forms().map(Form::route).toList());
    }

    private Form filled(Form form) {
        var words = Map.of("name", "Made " + Stage.email("n").hashCode(), "about", "x", "frequency", "x");
        var id = !form.route().contains("{id}")
                ? ""
                : form.route().startsWith("/operator")
                        ? operator.post("/operator/newsletters", words).text("id")
                        : house.ada().post("/newsletters", words).text("id");
        var person = form.fields().contains("{person}")
                ? house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                        .text("id")
                : "";
        return new Form(
                form.route().replace("{id}", id),
                form.list().replace("{id}", id),
                form.fields()
                        .replace("{email}", Stage.email("new"))
                        .replace("{word}", house.slug())
                        .replace("{role}", house.role("Viewer"))
                        .replace("{person}", person));
    }

    private int count(String list) {
        var reader = list.startsWith("/operator") ? operator : anna.api();
        return reader.get(list).json().path("items").size();
    }

    private String at(String path) {
        return path.startsWith("/operator") ? path : "/o/" + house.slug() + path;
    }

    private static String key(Visitor.Page page) {
        var found = KEY.matcher(page.body());
        assertThat(found.find()).as("%s", page.status()).isTrue();
        return found.group(1);
    }

    private static String[] pairs(Map<String, String> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }

    private Stream<Map.Entry<String, HandlerMethod>> posts() {
        return routes.getHandlerMethods().entrySet().stream()
                .filter(one -> one.getKey()
                        .getMethodsCondition()
                        .getMethods()
                        .toString()
                        .contains("POST"))
                .filter(one -> one.getValue().getBeanType().getPackageName().startsWith("lethe."))
                .filter(one -> !one.getValue().getBeanType().isAnnotationPresent(RestController.class))
                .flatMap(one -> one.getKey().getPatternValues().stream().map(path -> Map.entry(path, one.getValue())));
    }

    private static boolean takesKey(HandlerMethod post) {
        return Stream.of(post.getMethod().getParameters())
                .anyMatch(one -> one.getName().equals("repeatKey")
                        || one.getType().isRecord()
                                && Arrays.stream(one.getType().getRecordComponents())
                                        .anyMatch(part -> part.getName().equals("repeatKey")));
    }
}
