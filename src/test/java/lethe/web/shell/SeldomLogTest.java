package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class SeldomLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("lethe.web.shell.SeldomLogTest");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SeldomLog seldom = new SeldomLog(logger);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @Test
    void combinesThousandsIntoOneLine() {
        for (var many = 0; many < 5_000; many++) {
            seldom.warn(
                    503, new CannotGetJdbcConnectionException("secret", new SQLTransientConnectionException("secret")));
        }

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .startsWith("answered 503 SQLTransientConnectionException")
                    .doesNotContain("secret");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void logsAnotherKindSeparately() {
        seldom.warn(503, new IllegalStateException());
        seldom.warn(408, new IllegalStateException());
        seldom.warn(503, new IllegalArgumentException());

        assertThat(lines.list).hasSize(3);
    }
}
