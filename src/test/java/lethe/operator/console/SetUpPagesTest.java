package lethe.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Visitor;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** On its own platform, which has no organisation yet. */
@LetheTest
@TestPropertySource(properties = "lethe.test.platform=nobody has set it up")
class SetUpPagesTest {
    @Autowired
    private SetUpLink link;

    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @LocalServerPort
    private int port;

    @Test
    void createsTheFirstOrganisationAndAdministrator() {
        var visitor = new Visitor(port);
        var address = link.lines(URI.create("")).getFirst().replace("Set up at ", "");

        // Before: no one can sign in, and no other link sets anything up.
        assertThat(visitor.get("/sign-in").body()).contains("Not set up yet", "Set up at");
        assertThat(visitor.get("/set-up/00000000000000000000000000000000").status())
                .isEqualTo(404);
        assertThat(visitor.get("/support").body()).contains("No support contact yet.");

        // All errors are reported together, in the order of the fields, and nothing is created.
        assertThat(visitor.get(address).body()).contains("Set up Lethe");
        var refused = visitor.post(
                address,
                "organisation",
                "Acme",
                "support",
                "nonsense",
                "email",
                "ada@acme.example",
                "password",
                "short");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .containsSubsequence("#support", "#firstName", "#lastName", "#password", "#repeated")
                .contains("value=\"Acme\"", "value=\"ada@acme.example\"")
                .doesNotContain("value=\"short\"");
        assertThat(visitor.postUnmarked(address, form()).status()).isEqualTo(403);
        assertThat(link.lines(URI.create(""))).isNotEmpty();

        // The first administrator is signed in and reads the notice; no one attested for them.
        var form = form();
        visitor.get(address);
        var founded = visitor.post(
                address,
                form.entrySet().stream()
                        .flatMap(one -> java.util.stream.Stream.of(one.getKey(), one.getValue()))
                        .toArray(String[]::new));
        assertThat(founded.leadsTo()).isEqualTo("/consent");
        assertThat(founded.cookie("lethe_session")).contains("HttpOnly", "SameSite=Lax", "Path=/;");
        assertThat(visitor.follow(founded).body()).contains("What 株式会社 stores about you");
        assertThat(visitor.post("/consent", "noticeVersion", "1", "language", "en")
                        .body())
                .contains("Ten recovery codes");
        assertThat(visitor.get("/").status()).isEqualTo(200);
        assertThat(visitor.get("/profile").body())
                .contains("Ada Admin", "Administrator", "by setting up your organisation")
                .doesNotContain("stated, when creating your account");
        assertThat(visitor.get("/organisation").body()).containsPattern("<code>o-[a-z0-9]{8}</code>");

        // Afterwards the link no longer works.
        assertThat(link.lines(URI.create(""))).isEmpty();
        var late = new Visitor(port);
        assertThat(late.get(address).status()).isEqualTo(404);
        late.get("/sign-in");
        assertThat(late.post(address, "organisation", "Second").body()).contains("Already set up");
        assertThat(late.signInAlone("ada@acme.example", Stage.PASSWORD).leadsTo())
                .isEqualTo("/");

        // Addresses without an organisation mean the only one, except the operator's, who is in none.
        var secret = "/operator/link/" + operators.link();
        visitor.get(secret);
        assertThat(visitor.post(secret).leadsTo()).isEqualTo("/operator");
        visitor.get("/operator");
        assertThat(visitor.post("/operator", "support[0].kind", "PHONE", "support[0].value", "+49 40 555")
                        .leadsTo())
                .isEqualTo("/operator?done=saved");
        var calls = stage.anybody().as(operators.token());
        var newsletter = Map.of("name", "News", "about", "What is new.", "frequency", "Monthly.");
        assertThat(calls.post("/operator/newsletters", newsletter).status()).isEqualTo(201);
        assertThat(calls.get("/operator/organisations").status()).isEqualTo(200);
        assertThat(visitor.post("/operator/sign-out").status()).isLessThan(400);
    }

    private static Map<String, String> form() {
        return Map.of(
                "organisation", "株式会社",
                "support", "privacy@acme.example",
                "firstName", "Ada",
                "lastName", "Admin",
                "email", "ada@acme.example",
                "password", Stage.PASSWORD,
                "repeated", Stage.PASSWORD);
    }
}
