package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import lethe.Api;
import lethe.PostOffice;
import lethe.Stage;
import lethe.messaging.mail.Clocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** Requests for reset links, from addresses that a trusted proxy reports. */
@TestPropertySource(properties = "lethe.public-url=https://acme.test")
class ResetMailsTest extends PostOffice {
    private static final String HOME = "198.51.100.7";

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    private Stage.House house;
    private Stage.Person vera;

    @BeforeEach
    void aHouse() {
        var founded = stage.house();
        house = new Stage.House(
                founded.id(), founded.slug(), founded.adaId(), founded.adaLink(), from("192.0.2.1", founded.ada()));
        vera = house.person(from("192.0.2.2", stage.anybody()), "Vera", "INTERNAL", "Viewer");
    }

    @Test
    void throttlesFrequentRequestsFromOneNetwork() {
        for (var asked = 0; asked < 10; asked++) {
            assertThat(ask("203.0.113.66", vera.email()).status()).isEqualTo(202);
        }

        var refused = ask("203.0.113.66", vera.email());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).as(refused.body()).isEqualTo("too-many");
        assertThat(refused.http().headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(60L, 901L);
        assertThat(ask(HOME, vera.email()).status()).as("from elsewhere").isEqualTo(202);
        assertThat(ask("203.0.113.66", Stage.email("bea")).status())
                .as("another account")
                .isEqualTo(202);
        assertThat(signIn("203.0.113.66").status()).as("the password").isEqualTo(200);
    }

    @Test
    void throttlesOneNetworkOverAllAccounts() {
        for (var asked = 0; asked < 100; asked++) {
            assertThat(ask("2001:db8:77::" + asked, asked + "@kanari.example").status())
                    .isEqualTo(202);
        }

        assertThat(ask("2001:db8:77::ffff", vera.email()).status()).isEqualTo(429);
        assertThat(ask("2001:db8:78::1", vera.email()).status()).isEqualTo(202);
        assertThat(signIn("2001:db8:77::ffff").status()).isEqualTo(200);
    }

    /** Requests from many networks neither flood a mailbox nor prevent its owner from getting a working link. */
    @Test
    void limitsMailsToOneMailboxOverAllNetworks() throws InterruptedException {
        for (var asked = 1; asked <= SignInThrottle.RESET_MAILS; asked++) {
            assertThat(ask("203.0.113." + asked, vera.email()).status()).isEqualTo(202);
            becomes(asked);
            Clocks.turnBack(context, "one_time_link", "expires_at", 2);
        }

        for (var asked = 0; asked < 5; asked++) {
            assertThat(ask("198.51.100." + asked, vera.email()).status())
                    .as("same response")
                    .isEqualTo(202);
        }
        var bea = house.person(from("192.0.2.3", stage.anybody()), "Bea", "INTERNAL", "Viewer");
        assertThat(ask(HOME, bea.email()).status()).isEqualTo(202);
        assertThat(mailTo(bea.email(), "password for").subject())
                .as("a user looked up after her")
                .isNotEmpty();
        assertThat(requests()).isEqualTo(SignInThrottle.RESET_MAILS);
        assertThat(mailsTo(vera.email(), "password for")).hasSizeLessThanOrEqualTo(SignInThrottle.RESET_MAILS);

        Clocks.turnBack(context, "one_time_link", "expires_at", 31);
        assertThat(ask(HOME, vera.email()).status()).isEqualTo(202);
        becomes(SignInThrottle.RESET_MAILS + 1);
    }

    private void becomes(int requests) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(requests()).isEqualTo(requests));
    }

    private int requests() {
        return house.ada()
                .get("/audit?action=signin.reset-requested&target=" + vera.id())
                .json()
                .path("items")
                .size();
    }

    private Api.Answer ask(String network, String email) {
        return from(network, stage.anybody())
                .post("/password-reset", Map.of("organisation", house.slug(), "email", email));
    }

    private Api.Answer signIn(String network) {
        return from(network, stage.anybody())
                .post(
                        "/sign-in",
                        Map.of("organisation", house.slug(), "email", vera.email(), "password", Stage.PASSWORD));
    }

    private static Api from(String network, Api api) {
        return api.with("X-Forwarded-For", network).with("X-Forwarded-Proto", "https");
    }
}
