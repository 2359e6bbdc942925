package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lethe.identity.users.NewUser;
import lethe.operator.console.OrganisationSetup;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.AttestationForm;
import lethe.privacy.retention.RetentionJob;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates the installation on which later versions of Lethe are tested, through the public API; {@code bench/fixture}
 * packs it. What was seen of it at the end is stored beside it.
 */
final class FixtureMaker {
    /** Longer ago than sign-in entries are kept. */
    private static final Duration LONG_AGO = Duration.ofDays(400);

    private static final Map<String, Object> NOTICE =
            Map.of("texts", Map.of("en", Map.of("markdown", "# What is stored\n\nName and e-mail.\n")));

    private final Path place;
    private final GreenMail mail;
    private final FixturePeople people = new FixturePeople("acme");

    private FixtureMaker(Path place, GreenMail mail) {
        this.place = place;
        this.mail = mail;
    }

    /** @param arguments the directory to create it in */
    public static void main(String... arguments) throws IOException {
        var mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mail.start();
        try {
            new FixtureMaker(Path.of(arguments[0]), mail).make();
        } finally {
            mail.stop();
        }
    }

    private void make() throws IOException {
        OrganisationId organisation;
        try (var before = InstallationAt.start(place, Instant.now().minus(LONG_AGO), mail)) {
            organisation = found(before);
        }
        try (var now = InstallationAt.start(place, Instant.now(), mail)) {
            people.at(now.api());
            now.context().getBean(RetentionJob.class).apply(organisation);
            fill();
            awaitMails(now.context().getBean(JdbcClient.class));
            mail.stop();
            people.anybody().post("/password-reset", Map.of("organisation", "acme", "email", people.email("Ben")));
            writeDown();
        }
    }

    /** An administrator who never signs in; Nora, also an administrator; and Ben, who mistypes his password. */
    private OrganisationId found(InstallationAt lethe) {
        people.at(lethe.api());
        var ada = new NewUser(
                "Ada", "Kanari", people.email("Ada"), UserType.ADMIN, null, new AttestationForm(true, 1, "en"), null);
        var founded = lethe.context()
                .getBean(OrganisationSetup.class)
                .byOperator(Actor.operator(), "Acme", "acme", ada, true);
        people.remember("Ada", founded.admin().toString());
        var admin = lethe.api().as(founded.token());
        people.settle(admin, "Nora", "ADMIN", "Administrator");
        people.settle(admin, "Ben", "INTERNAL", "Manager");
        for (var wrong = 0; wrong < 3; wrong++) {
            people.signIn("Ben", "a-wrong-" + Stage.PASSWORD);
        }
        return founded.organisation().id();
    }

    private void fill() {
        var nora = people.signedIn("Nora");
        var ben = people.signedIn("Ben");
        var around = new FixtureSurroundings(nora, people);
        around.roles();
        around.partners();
        around.imports();
        people.settle(nora, "Cleo", "EXTERNAL", "Librarian");
        around.newsletter(ben);
        people.remember(
                "token",
                ok(201, ben.post("/me/tokens", Map.of("name", "A script"))).text("token"));
        people.remember(
                "recoveryCode",
                ok(200, ben.post("/me/recovery-codes", Map.of()))
                        .json()
                        .at("/recoveryCodes/0")
                        .asString());
        for (var name : List.of("Gus", "Hanna", "Ivo", "Frida")) {
            people.settle(nora, name, "INTERNAL", "Viewer");
        }
        ok(200, nora.post("/users/" + people.id("Gus") + "/suspension", Map.of("reason", "On leave")));
        ok(200, nora.post("/users/" + people.id("Hanna") + "/termination", Map.of()));
        ok(200, people.signedIn("Ivo").post("/me/termination", Map.of()));
        decide(nora, ben);
        people.invite(nora, "Dana", "INTERNAL", "Viewer");
        around.reviews();
    }

    /**
     * Nora and Ben accept the new notice, Frida refuses it, Cleo has not seen it, and there is a draft of another.
     */
    private void decide(Api nora, Api ben) {
        var frida = people.signedIn("Frida");
        ok(201, nora.post("/notices", NOTICE));
        ok(200, nora.post("/notices/2/publication", Map.of()));
        for (var one : List.of(nora, ben)) {
            ok(200, one.post("/me/consent", Map.of("noticeVersion", 2, "decision", "CONTINUE")));
        }
        ok(200, frida.post("/me/consent", Map.of("noticeVersion", 2, "decision", "REFUSE")));
        ok(201, nora.post("/notices", NOTICE));
    }

    /** Waits until mails are delivered: stopping the server during a delivery would count as a failure. */
    private static void awaitMails(JdbcClient jdbc) {
        var isQuiet = jdbc.sql("select not exists (select organisations_with_work('MAIL', 'infinity'))");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> isQuiet.query(Boolean.class).single());
    }

    private void writeDown() throws IOException {
        Files.writeString(
                place.resolve("seen.json"),
                JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(Map.of(
                                "at", Instant.now().toString(),
                                "people", people.all(),
                                "Nora", FixtureViews.of(people.signedIn("Nora"), people, FixtureViews.ADMINS),
                                "Ben", FixtureViews.of(people.signedIn("Ben"), people, FixtureViews.OWN))));
    }

    static Api.Answer ok(int status, Api.Answer answer) {
        assertThat(answer.status())
                .as(answer.http().request().uri() + " " + answer.body())
                .isEqualTo(status);
        return answer;
    }
}
