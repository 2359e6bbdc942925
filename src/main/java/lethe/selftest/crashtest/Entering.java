package lethe.selftest.crashtest;

import java.util.Map;
import java.util.Optional;
import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;

/** A user's first sign-in: their own password, consent, and a token that outlives the session. */
record Entering(AcknowledgedCall calls, TestOrganisation organisation) {
    /** @param secret makes their own password different from others */
    void enter(ApiClient lethe, ExpectedUser person, int secret) {
        var own = "torture-%s-%08x".formatted(person.lastName(), secret);
        var first = String.valueOf(person.password());
        var session = calls.ask(
                        "signing in", () -> lethe.post("/sign-in", organisation.signIn(person.email(), first)), 200)
                .flatMap(in -> choose(lethe.as(in.text("token")), person, own))
                .map(in -> in.text("token"));
        session.ifPresent(
                in -> consent(lethe.as(in)).ifPresent(there -> person.signedIn(own, in, there.text("token"))));
    }

    private Optional<Answer> choose(ApiClient self, ExpectedUser person, String own) {
        person.passwordIsUnsure();
        return calls.ask("choosing a password", () -> self.post("/me/password", Map.of("newPassword", own)), 200);
    }

    private Optional<Answer> consent(ApiClient self) {
        return calls.ask(
                        "consenting",
                        () -> self.post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE")),
                        200)
                .flatMap(done ->
                        calls.ask("creating a token", () -> self.post("/me/tokens", Map.of("name", "torture")), 201));
    }
}
