package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A response that has begun cannot become a refusal any more; but it must not look complete. */
@SpringBootTest(classes = WebSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class BrokenOffFilesTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger all = (Logger) LoggerFactory.getLogger("ROOT");

    @LocalServerPort
    private int port;

    @BeforeEach
    void listen() {
        log.start();
        all.addAppender(log);
    }

    @AfterEach
    void endListening() {
        all.detachAppender(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"right", "fault"})
    void theConnectionIsClosedBeforeTheEnd(String because) {
        var file = Asking.ask(port, "GET", "/sample/file?because=" + because).may("-");

        assertThatThrownBy(file::answer).isInstanceOf(IOException.class).hasMessageContaining("chunked");
    }

    @Test
    void aBugIsLoggedByIncidentNumberWithoutData() {
        var file = Asking.ask(port, "GET", "/sample/file?because=fault").may("-");

        assertThatThrownBy(file::answer).isInstanceOf(IOException.class);

        assertThat(warnings()).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .startsWith("incident ")
                .contains("GET /sample/file", "java.lang.IllegalStateException")
                .doesNotContain("klara"));
    }

    @Test
    void aRefusalIsNotABug() {
        var file = Asking.ask(port, "GET", "/sample/file?because=right").may("-");

        assertThatThrownBy(file::answer).isInstanceOf(IOException.class);

        assertThat(warnings()).isEmpty();
    }

    @Test
    void aClientThatLeftIsNotABug() throws Exception {
        Asking.ask(port, "GET", "/sample/file?because=client").may("-").answer();

        assertThat(warnings()).isEmpty();
    }

    @Test
    void theNextRequestIsAnswered() throws Exception {
        var file = Asking.ask(port, "GET", "/sample/file?because=right").may("-");
        assertThatThrownBy(file::answer).isInstanceOf(IOException.class);

        var next = Asking.ask(port, "GET", "/sample/new").may("-").answer();

        assertThat(next.status()).isEqualTo(200);
    }

    private List<ILoggingEvent> warnings() {
        return log.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }
}
