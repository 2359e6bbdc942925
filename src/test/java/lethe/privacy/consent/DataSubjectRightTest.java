package lethe.privacy.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;

/** Wherever users are told their rights, they are told all of them. */
@LetheTest
class DataSubjectRightTest {
    /** Articles in both languages: 15 and 20, 16 to 21, 7(3), 7 Abs. 3. */
    private static final Pattern ARTICLES = Pattern.compile(
            "Art\\. (\\d+(?:(?:\\(3\\)| Abs\\. 3)?(?: and | und | to | bis )\\d+)*(?:\\(3\\)| Abs\\. 3)?)");

    private static final Pattern RANGE = Pattern.compile("(\\d+) (?:to|bis) (\\d+)");

    @Autowired
    private Stage stage;

    @Autowired
    private MessageSource messages;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theNoticeNamesAll(String language) throws IOException {
        var text = resource("/notices/purposes_" + language + ".md");
        var rights =
                text.substring(text.indexOf(language.equals("en") ? "## What you can do" : "## Was Sie tun können"));

        assertThat(articles(rights)).containsExactlyInAnyOrderElementsOf(all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theInvitationNamesAll(String language) {
        assertThat(articles(sentences("letter.invitation.right.", 5, language)))
                .containsExactlyInAnyOrderElementsOf(all());
    }

    /** The disclosure is itself the access under Article 15, and there is no separate right under Article 19. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theDisclosureNamesAllOthers(String language) {
        var named = articles(sentences("disclosure.remark.", 5, language));

        assertThat(named)
                .containsAll(
                        all().stream().filter(article -> !article.equals("15")).toList());
    }

    @Test
    void theConsentReceiptNamesAllAndWhereTheyAreExercised() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");

        var rights = vera.api().get("/me/consents/receipt").json().at("/dpv:hasRecordOfActivity/0/dpv:hasRight");

        assertThat(rights.valueStream().map(DataSubjectRightTest::article)).containsExactlyElementsOf(all());
        assertThat(rights.valueStream()
                        .filter(right -> !right.has("dpv:isExercisedAt"))
                        .map(DataSubjectRightTest::article))
                .as("a complaint goes to an authority")
                .containsExactly("77");
        var browser = new Visitor(port);
        browser.follow(browser.signIn(house.slug(), vera.email(), Stage.PASSWORD));
        for (var right : rights) {
            var address = right.at("/dpv:isExercisedAt/@value").asString();
            assertThat(
                            address.isEmpty()
                                    ? 200
                                    : browser.get("/o/" + house.slug() + path(address))
                                            .status())
                    .as(address)
                    .isEqualTo(200);
        }
    }

    private static List<String> all() {
        return Arrays.stream(DataSubjectRight.values())
                .map(DataSubjectRight::article)
                .toList();
    }

    private static String article(JsonNode right) {
        return right.path("@type").toString().replaceAll(".*eu-gdpr:A([\\d-]+).*", "$1");
    }

    private static String path(String address) {
        return address.replaceFirst("https?://[^/]+(/o/[^/]+)?", "");
    }

    private String sentences(String prefix, int count, String language) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> messages.getMessage(prefix + number, null, Locale.of(language)))
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> articles(String text) {
        return ARTICLES.matcher(text)
                .results()
                .flatMap(found -> articlesOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> articlesOf(String list) {
        var range = RANGE.matcher(list);
        if (range.matches()) {
            return IntStream.rangeClosed(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
                    .mapToObj(String::valueOf);
        }
        return Arrays.stream(list.split(" (?:and|und) "))
                .map(article -> article.replaceFirst("(\\(3\\)| Abs\\. 3)$", "-3"));
    }

    private static String resource(String name) throws IOException {
        try (var text = DataSubjectRightTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
