package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = WebSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RefusedPagesTest {
    @LocalServerPort
    private int port;

    @Test
    void showsInputAndErrors() throws Exception {
        var answer = post("/sample/new", "firstName=&email=klara%40x.example%22&type=INTERNAL&consent.given=true");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("value=\"klara@x.example&#34;\"")
                .contains("<option value=\"INTERNAL\" selected>")
                .contains("name=\"consent.given\" value=\"true\"")
                .contains("checked")
                .contains("aria-describedby=\"firstName-error\"")
                .contains("<li><a href=\"#firstName\">First name: Please fill this in.</a></li>");
    }

    @Test
    void showsConflictsAtTheirField() throws Exception {
        var answer = post("/sample/new", "firstName=Klara&email=klara%40x.example");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .contains("aria-describedby=\"email-hint email-error\"")
                .contains("already has this email address.");
    }

    @Test
    void keepsTheInputAfterABug() throws Exception {
        var answer = post("/sample/fault", "firstName=Klara&password=correct-horse");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .contains("Something went wrong", "First name: Klara", "name=\"held\"")
                .doesNotContain("correct-horse", "klara@x.example");
    }

    @Test
    void neverRepeatsPasswords() throws Exception {
        var answer = post("/sample/new", "firstName=&password=correct-horse");

        assertThat(answer.body()).doesNotContain("correct-horse");
    }

    @Test
    void findsTheFormsPageAboveTheAddress() throws Exception {
        var answer = post("/sample/new/7/role", "firstName=Klara");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("Create a user", "This is the last administrator", "value=\"Klara\"");
    }

    @Test
    void redirectsAfterSuccessWithAConfirmation() throws Exception {
        var answer = post("/sample/new", "firstName=Klara&email=k%40x.example");
        var next = Asking.ask(port, "GET", answer.header("Location")).may("-").answer();

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/sample?done=saved");
        assertThat(next.body()).contains("role=\"status\"", "Saved.");
    }

    @Test
    void ignoresForgedConfirmations() throws Exception {
        var answer = Asking.ask(port, "GET", "/sample?done=%3Cb%3Eterminated")
                .may("-")
                .answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("role=\"status\"", "terminated");
    }

    @Test
    void refusesAFormThatIsTooLarge() throws Exception {
        var answer = post("/sample/new", "firstName=" + "a".repeat(300_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    private Asking.Answer post(String address, String form) throws Exception {
        return Asking.ask(port, "POST", address).may("-").form(form).answer();
    }
}
