package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lethe.audit.log.Tallies;
import lethe.signin.credentials.KnownBrowsers;
import lethe.signin.login.SignInThrottle.Kind;
import org.junit.jupiter.api.Test;

/** The documented limits match the code. */
class ThrottlingPageTest {
    private static final Map<Kind, String> NAMES = Map.of(
            Kind.PASSWORD, "password",
            Kind.RECOVERY_CODE, "recovery code",
            Kind.RESET, "requesting a link for a forgotten password",
            Kind.LINK, "one-time link, also by mail");

    @Test
    void documentsEveryLimit() throws Exception {
        var page = Files.readString(Path.of("docs/security/throttling.md"));
        var window = " | " + SignInThrottle.WINDOW.toMinutes() + " minutes |";

        for (var kind : Kind.values()) {
            assertThat(page)
                    .containsPattern("\\| " + NAMES.get(kind) + " \\| one network(, all accounts)? \\| "
                            + kind.mostOfANetwork() + " \\| " + SignInThrottle.WINDOW.toMinutes() + " minutes");
            if (kind.most() > 0) {
                assertThat(page)
                        .contains("| " + NAMES.get(kind) + " | an account from one network | " + kind.most() + window);
            }
        }
        assertThat(page)
                .contains("| password | an account over all networks | " + SignInThrottle.AN_ACCOUNT_ANYWHERE + " | "
                        + SignInThrottle.LONG_WINDOW.toMinutes() + " minutes |")
                .contains("| password, from a known browser | an account from that browser | "
                        + SignInThrottle.A_KNOWN_BROWSER + window)
                .contains("| mails with such a link | a person, over all networks | " + SignInThrottle.RESET_MAILS
                        + " | " + SignInThrottle.LONG_WINDOW.toMinutes() + " minutes |")
                .contains("| own password, while signed in | a person | " + SignInThrottle.Own.MOST + window)
                .contains("| an e-mail that another user already has | a person | " + SignInThrottle.Own.MOST + window)
                .contains("within the last " + KnownBrowsers.LIFE.toDays() + " days")
                .contains("an account and " + Tallies.WINDOW.toMinutes() + " minutes")
                .contains("At most %,d are counted".formatted(SignInThrottle.MOST_COUNTED))
                .contains("%,d accounts for an hour".formatted(SignInThrottle.MOST_ACCOUNTS_COUNTED));
    }
}
