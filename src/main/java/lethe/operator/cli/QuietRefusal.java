package lethe.operator.cli;

import org.springframework.boot.SpringBootExceptionReporter;

/** Suppresses the stack trace of a refused start: the command line prints a sentence instead. */
class QuietRefusal implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        return StartupFailures.refusal(failure).isPresent();
    }
}
