package lethe.selftest.crashtest;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.ApiClient.NoAnswer;

/** Asks, one thing after the other, and takes answers for what they are: an acknowledgement, a refusal for a while, none at all, or one that must not be. */
final class AcknowledgedCall {
    private final CrashReport tally;
    private boolean refused;
    private boolean unanswered;

    AcknowledgedCall(CrashReport tally) {
        this.tally = tally;
    }

    /** Empty where nobody knows what became of it. */
    Optional<Answer> ask(String what, Supplier<Answer> request, Integer... expected) {
        refused = false;
        try {
            var answer = request.get();
            if (answer.status() == 503 && answer.retryAfter() != null) {
                refused = true;
                tally.refused();
                return Optional.empty();
            } else if (!Arrays.asList(expected).contains(answer.status())) {
                tally.violation(what + " was answered " + answer.status() + " " + answer.text("type"));
                return Optional.empty();
            }
            tally.acknowledged();
            return Optional.of(answer);
        } catch (NoAnswer lost) {
            unanswered = true;
            tally.unanswered();
            return Optional.empty();
        }
    }

    /** The last time, with 503. */
    boolean wasRefused() {
        return refused;
    }

    /** Ever since it began to ask. */
    boolean wasUnanswered() {
        return unanswered;
    }
}
