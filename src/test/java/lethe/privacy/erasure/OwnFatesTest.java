package lethe.privacy.erasure;

import static lethe.privacy.notices.Wordings.published;
import static lethe.privacy.notices.Wordings.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.Visitor;
import lethe.Visitor.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What users are told before they terminate their own account is, sentence for sentence, what their receipt says. */
@LetheTest
class OwnFatesTest {
    private static final String LEAVING = "/profile/termination";
    private static final String REFUSING = "/consent/refusal";

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;

    /**
     * What a page says.
     *
     * @param erased word by word
     * @param kept with grounds and ends, as one text
     */
    private record Told(List<String> erased, String kept) {}

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void ofAnAccountHardlyUsed(String language) {
        var vera = house.person(stage.anybody(), "Vera", "EXTERNAL", "Viewer");

        keepsItsWord(signedIn(vera, language), LEAVING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void ofAnAccountUsedForEverything(String language) {
        var told = keepsItsWord(signedIn(busy(), language), LEAVING);

        assertThat(told.erased()).hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void whereTheFirstNoticeIsRefused(String language) {
        keepsItsWord(invited(language), REFUSING, "noticeVersion", "1", "language", language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void whereTheAccountIsTerminatedBeforeTheFirstDecision(String language) {
        keepsItsWord(invited(language), LEAVING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void whereANewVersionIsRefused(String language) {
        var edo = busy();
        published(house.ada(), texts("Two", "Zwei"));

        keepsItsWord(signedIn(edo, language), REFUSING, "noticeVersion", "2", "language", language);
    }

    private Told keepsItsWord(Visitor visitor, String page, String... form) {
        var before = told(visitor.get(at(page)));
        var goodbye = visitor.post(at(page), form);
        assertThat(goodbye.leadsTo()).startsWith(at("/goodbye/"));

        var after = told(visitor.follow(goodbye));

        assertThat(before.erased()).isNotEmpty().containsExactlyInAnyOrderElementsOf(after.erased());
        assertThat(before.kept()).contains("<li>", "17").isEqualTo(after.kept());
        return before;
    }

    private static Told told(Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        var kept = between(page.body(), "<section class=\"fate stays\">", "</section>");
        return new Told(
                Pattern.compile("<li>(.*?)</li>", Pattern.DOTALL)
                        .matcher(between(page.body(), "<section class=\"fate goes\">", "</section>"))
                        .results()
                        .map(found -> found.group(1).strip())
                        .toList(),
                kept.substring(kept.indexOf("</h2>")).replaceAll("\\s+", " "));
    }

    private static String between(String text, String start, String end) {
        var from = text.indexOf(start);
        assertThat(from).as("%s in %s", start, text).isNotNegative();
        var rest = text.substring(from + start.length());
        return rest.substring(0, rest.indexOf(end));
    }

    /** A user with data of many kinds. */
    private Person busy() {
        var edo = house.person(stage.anybody(), "Edo", "INTERNAL", "Administrator");
        var api = edo.api();
        api.post("/me/recovery-codes", Map.of());
        api.post("/me/tokens", Map.of("name", "script"));
        var vera = api.with("Idempotency-Key", "once")
                .post("/users", house.form("Vera", Stage.email("vera"), "INTERNAL", "Viewer"))
                .text("id");
        api.post("/users/" + vera + "/termination", Map.of());
        var partner = api.post("/partners", Map.of("name", "Nordlicht")).text("id");
        api.post("/partners/" + partner + "/deactivation", Map.of("reason", "unpaid"));
        var news = api.post("/newsletters", Map.of("name", "News", "about", "New.", "frequency", "Monthly."))
                .text("id");
        api.put("/me/newsletters/" + news, Map.of("subscribed", true));
        return edo;
    }

    private Visitor invited(String language) {
        var email = Stage.email("ida");
        var created = house.create("Ida", email, "INTERNAL", "Viewer");
        var visitor = new Visitor(port).speaking(language);
        visitor.follow(visitor.signIn(house.slug(), email, created.text("temporaryPassword")));
        visitor.post(at("/new-password"), "newPassword", Stage.PASSWORD, "repeated", Stage.PASSWORD);
        return visitor;
    }

    private Visitor signedIn(Person person, String language) {
        var visitor = new Visitor(port).speaking(language);
        visitor.follow(visitor.signIn(house.slug(), person.email(), Stage.PASSWORD));
        return visitor;
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }
}
