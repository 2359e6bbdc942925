package lethe.selftest.crashtest;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.ApiClient.NoAnswer;

/**
 * Sends one request after another and classifies each answer: an acknowledgement, a temporary refusal, none at all, or
 * a violation.
 */
final class AcknowledgedCall {
    private final CrashReport report;
    private boolean refused;
    private boolean unanswered;

    AcknowledgedCall(CrashReport report) {
        this.report = report;
    }

    /** Empty if the outcome is unknown or the request was refused. */
    Optional<Answer> ask(String what, Supplier<Answer> request, Integer... expected) {
        refused = false;
        try {
            var answer = request.get();
            if (answer.status() == 503 && answer.retryAfter() != null) {
                refused = true;
                report.refused();
                return Optional.empty();
            } else if (!Arrays.asList(expected).contains(answer.status())) {
                report.violation(what + " was answered " + answer.status() + " " + answer.text("type"));
                return Optional.empty();
            }
            report.acknowledged();
            return Optional.of(answer);
        } catch (NoAnswer lost) {
            unanswered = true;
            report.unanswered();
            return Optional.empty();
        }
    }

    /** Whether the last request was answered with 503. */
    boolean wasRefused() {
        return refused;
    }

    /** Whether any request so far got no answer. */
    boolean wasUnanswered() {
        return unanswered;
    }
}
