package lethe.operator.cli;

import org.springframework.boot.SpringBootExceptionReporter;

/** A start that is refused needs no stack trace: the command line prints the sentence. */
class QuietRefusal implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        return StartupFailures.refusal(failure).isPresent();
    }
}
