package lethe.signin.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Stage;
import lethe.Visitor;
import org.junit.jupiter.api.Test;

/** Changing one's own e-mail with mail configured: it takes effect when confirmed. */
class OwnEmailTest extends ChangedEmail {
    @Test
    void isChangedOnPagesInGerman() throws InterruptedException {
        var visitor = new Visitor(port).speaking("de");
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        var base = "/o/" + house.slug();
        assertThat(visitor.get(base + "/profile").body()).contains(base + "/profile/email");
        assertThat(visitor.get(base + "/profile/email").body()).contains("sobald Sie dort bestätigen");

        var asked = visitor.post(base + "/profile/email", "email", next, "currentPassword", Stage.PASSWORD);

        assertThat(asked.leadsTo()).endsWith("/profile/email?done=email-asked");
        assertThat(visitor.follow(asked).body()).contains("noch nicht bestätigt", next);
        var mail = mailTo(next, "Bestätigen Sie");
        assertThat(mail.html()).contains("<html lang=\"de\">", "Adresse bestätigen", mail.link());
        assertThat(visitor.get(mail.path()).body()).contains("Bestätigen Sie Ihre neue Adresse");
        var done = visitor.post(mail.path());
        assertThat(done.leadsTo()).endsWith("/profile?done=email-changed");
        assertThat(visitor.follow(done).body()).contains(next).doesNotContain(vera.email());
        assertThat(mailTo(vera.email(), "wurde geändert").html()).contains("<html lang=\"de\">");
    }

    @Test
    void asksForThePassword() {
        var without = vera.api().patch("/me", Map.of("email", next));
        var wrong = vera.api().patch("/me", Map.of("email", next, "currentPassword", "not the password"));

        assertThat(without.status()).isEqualTo(422);
        assertThat(without.json().at("/errors/0/field").asString()).isEqualTo("currentPassword");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().at("/errors/0/code").asString()).isEqualTo("password-wrong");
        assertThat(mailsTo(next)).isEmpty();
    }

    @Test
    void isRefusedIfTakenAndLimitedInAttempts() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");

        var taken = change(edo.email());

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.problem()).isEqualTo("email-in-use");
        for (var attempt = 0; attempt < 9; attempt++) {
            change(edo.email());
        }
        assertThat(change(edo.email()).status()).as("no probing for addresses").isEqualTo(429);
        assertThat(signIn(vera.email())).isEqualTo(200);
    }

    @Test
    void doesNotReserveAnUnconfirmedAddress() throws InterruptedException {
        change(next);
        var mail = mailTo(next, CONFIRM);
        assertThat(house.create("Nina", next, "EXTERNAL", "Viewer").status()).isEqualTo(201);

        var late = confirm(mail);

        assertThat(late.status()).isEqualTo(409);
        assertThat(signIn(vera.email())).isEqualTo(200);
        assertThat(vera.api().get("/me").text("email")).isEqualTo(vera.email());
    }

    @Test
    void isConfirmedOnceAndOnlyByTheLastLink() throws InterruptedException {
        var other = Stage.email("vera.anders");
        change(other);
        var first = mailTo(other, CONFIRM);
        change(next);
        var second = mailTo(next, CONFIRM);

        assertThat(confirm(first).status()).isEqualTo(410);
        assertThat(confirm(second).status()).isEqualTo(303);
        assertThat(confirm(second).status()).isEqualTo(410);
        assertThat(signIn(other)).isEqualTo(401);
        assertThat(signIn(next)).isEqualTo(200);
    }

    @Test
    void changesItsSpellingWithoutConfirmation() {
        var shouted = vera.email().substring(0, 4).toUpperCase(java.util.Locale.ROOT)
                + vera.email().substring(4);

        var answer = change(shouted);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("email")).isEqualTo(shouted);
        assertThat(signIn(vera.email())).isEqualTo(200);
    }

    @Test
    void changesOnlyOwnNames() {
        var answer = vera.api().patch("/me", Map.of("firstName", "  Veronika ", "lastName", "Żółć"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("firstName")).isEqualTo("Veronika");
        assertThat(house.ada().get("/users/" + vera.id()).text("lastName")).isEqualTo("Żółć");
        assertThat(house.ada().get("/me").text("firstName")).isEqualTo("Ada");
        assertThat(vera.api().patch("/me", Map.of("firstName", "a@b")).status()).isEqualTo(422);
        assertThat(vera.api().patch("/me", Map.of("type", "ADMIN")).status()).isEqualTo(400);
        assertThat(vera.api().patch("/me", Map.of()).status()).isEqualTo(200);
        assertThat(vera.api().get("/me/audit").body()).contains("me.name-changed");
    }

    @Test
    void storesNothingIfOnePartIsRefused() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");

        var refused = vera.api()
                .patch("/me", Map.of("firstName", "Anders", "email", edo.email(), "currentPassword", Stage.PASSWORD));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(vera.api().get("/me").text("firstName")).isEqualTo("Vera");
    }
}
