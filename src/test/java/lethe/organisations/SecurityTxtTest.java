package lethe.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lethe.LetheTest;
import lethe.Stage;
import lethe.organisations.Support.Kind;
import lethe.platform.kernel.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class SecurityTxtTest {
    private static final String PATH = "/.well-known/security.txt";

    @Autowired
    private Stage stage;

    @Autowired
    private Organisations organisations;

    @AfterEach
    void removeAllContacts() {
        organisations.operatorSupport(Actor.operator(), List.of());
    }

    @Test
    void listsTheOperatorsContactsAndAnExpiryDate() {
        organisations.operatorSupport(
                Actor.operator(),
                List.of(
                        new Support(Kind.URL, "https://lethe.example/help"),
                        new Support(Kind.EMAIL, "privacy@lethe.example"),
                        new Support(Kind.PHONE, "+49 40 123")));

        var answer = stage.anybody().page(PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.http().headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(answer.body().lines())
                .startsWith(
                        "Contact: https://lethe.example/help",
                        "Contact: mailto:privacy@lethe.example",
                        "Contact: tel:+4940123")
                .contains("Preferred-Languages: en, de");
        var expires = answer.body()
                .lines()
                .filter(line -> line.startsWith("Expires: "))
                .toList();
        assertThat(expires).hasSize(1);
        assertThat(Instant.parse(expires.getFirst().substring("Expires: ".length())))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(170)), Instant.now().plus(Duration.ofDays(365)));
    }

    /** Any other scheme would make the file invalid (RFC 9116, section 2.5.3). */
    @Test
    void leavesOutAnAddressWithoutHttps() {
        organisations.operatorSupport(
                Actor.operator(),
                List.of(new Support(Kind.URL, "http://lethe.example"), new Support(Kind.EMAIL, "a@lethe.example")));

        assertThat(stage.anybody().page(PATH).body()).doesNotContain("http:").contains("mailto:");
    }

    @Test
    void answers404WithoutContacts() {
        assertThat(stage.anybody().page(PATH).status()).isEqualTo(404);
        assertThat(stage.anybody().page("/.well-known/other").status()).isEqualTo(404);
    }

    /** An organisation's own contacts are meant for its users. */
    @Test
    void listsTheOperatorsContactsBelowAnOrganisation() {
        organisations.operatorSupport(Actor.operator(), List.of(new Support(Kind.EMAIL, "a@lethe.example")));

        assertThat(stage.anybody().page("/o/" + stage.house().slug() + PATH).body())
                .contains("Contact: mailto:a@");
    }
}
