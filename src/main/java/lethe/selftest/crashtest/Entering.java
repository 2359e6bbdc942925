package lethe.selftest.crashtest;

import java.util.Map;
import java.util.Optional;
import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;

/** The way in: an own password, consent, and a token that outlives the session. */
record Entering(AcknowledgedCall asking, TestOrganisation house) {
    /** @param secret that their own password is told from others by */
    void enter(ApiClient lethe, ExpectedUser person, int secret) {
        var own = "torture-%s-%08x".formatted(person.lastName(), secret);
        var first = String.valueOf(person.password());
        var session = asking.ask("signing in", () -> lethe.post("/sign-in", house.signIn(person.email(), first)), 200)
                .flatMap(in -> choose(lethe.as(in.text("token")), person, own))
                .map(in -> in.text("token"));
        session.ifPresent(
                in -> consent(lethe.as(in)).ifPresent(there -> person.signedIn(own, in, there.text("token"))));
    }

    private Optional<Answer> choose(ApiClient self, ExpectedUser person, String own) {
        person.passwordIsUnsure();
        return asking.ask("choosing a password", () -> self.post("/me/password", Map.of("newPassword", own)), 200);
    }

    private Optional<Answer> consent(ApiClient self) {
        return asking.ask(
                        "consenting",
                        () -> self.post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE")),
                        200)
                .flatMap(done ->
                        asking.ask("making a token", () -> self.post("/me/tokens", Map.of("name", "torture")), 201));
    }
}
