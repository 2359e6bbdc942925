package lethe.web.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.personaldata.InBrowser;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.InventoryRow;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Lethe stores exactly what the inventory declares in browsers. */
@LetheTest
class InBrowserTest {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** Code that can store data in browsers, and the files allowed to contain it. */
    private static final Map<String, Set<String>> WAYS = Map.of(
            "new Cookie\\(|ResponseCookie\\.from|CookieLocaleResolver|CookieFlashMap", Set.of("Cookies.java"),
            "CookieCsrfTokenRepository\\(", Set.of("Chain.java"),
            "localStorage|sessionStorage|indexedDB|document\\.cookie|caches\\.open|serviceWorker", Set.of());

    private final Set<String> seen = new HashSet<>();

    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    private Inventory inventory;

    @Test
    void exactlyTheListedCookiesAreSet() {
        var house = stage.house();
        var ada = house.person(stage.anybody(), "Ada", "ADMIN", "Administrator");
        var at = "/o/" + house.slug();
        var link = "/operator/link/" + operators.link();
        for (var page : List.of(at + "/profile", at + "/users/new?x=1", "/usage", "/operator", at + "/notices/1")) {
            seen.addAll(names(stage.anybody().page(page)));
        }
        seen.addAll(names(sent(at + "/sign-in", Map.of("email", ada.email(), "password", Stage.PASSWORD))));
        seen.addAll(names(sent(link.substring(link.lastIndexOf("/operator")), Map.of())));

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(InBrowser.values()).map(InBrowser::cookie).toList());
    }

    @Test
    void theInventoryDescribesEveryCookie() {
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            var lines = inventory.browser(language);

            assertThat(lines)
                    .flatExtracting(InventoryRow::columns)
                    .containsExactly(
                            Stream.of(InBrowser.values()).map(InBrowser::cookie).toArray(String[]::new));
            assertThat(lines)
                    .allSatisfy(line -> assertThat(List.of(line.what(), line.purpose(), line.retention(), line.basis()))
                            .allMatch(words -> words.length() > 10)
                            .doesNotHaveDuplicates());
        }
    }

    @Test
    void nothingElseIsStoredInBrowsers() throws IOException {
        for (var way : WAYS.entrySet()) {
            var pattern = Pattern.compile(way.getKey());
            try (var files = Files.walk(Path.of("src", "main"))) {
                assertThat(files.filter(file -> file.toString().matches(".*\\.(java|js|jte)"))
                                .filter(file -> pattern.matcher(read(file)).find())
                                .map(file -> file.getFileName().toString())
                                .collect(Collectors.toSet()))
                        .as(way.getKey())
                        .isEqualTo(way.getValue());
            }
        }
    }

    private Answer sent(String path, Map<String, String> fields) {
        var page = stage.anybody().page(path);
        seen.addAll(names(page));
        var token = FORM_TOKEN.matcher(page.body());
        assertThat(token.find()).as(page.body()).isTrue();
        var cookies = page.http().headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
        var form = new TreeMap<>(fields);
        form.put("_csrf", token.group(1));
        return stage.anybody().with("Cookie", cookies).form(path, form);
    }

    private static Set<String> names(Answer answer) {
        return answer.http().headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf('=')))
                .collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
