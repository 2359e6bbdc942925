package lethe.web.shell;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.springframework.test.util.ReflectionTestUtils;

/** Collects log lines from WARN of request threads until closed. */
public final class RefusalLines implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    /** Resets the rate limit of log lines. */
    public RefusalLines(Problems problems) {
        var seldom = Objects.requireNonNull(ReflectionTestUtils.getField(problems, "seldom"));
        ((Map<?, ?>) Objects.requireNonNull(ReflectionTestUtils.getField(seldom, "kinds"))).clear();
        events.start();
        root.addAppender(events);
    }

    /** With the first line of the stack trace, if any. */
    public List<String> lines() {
        return List.copyOf(events.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .filter(event -> event.getThreadName().matches("(http|tomcat)-.*"))
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : "\n" + event.getThrowableProxy().getClassName()))
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(events);
    }
}
