package lethe.platform.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Parsing a text is limited in time, just as rendering is. */
class PatienceTest {
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void nobodyAsksAnyMore() {
        RequestContextHolder.resetRequestAttributes();
    }

    /** Each look at the clock uses up a hundredth of the time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "words\n\n",
                "| a | b |\n|---|---|\n",
                "- a\n",
                "*a* ",
                "_a_ ",
                "`a` ",
                "<a> ",
                "&amp; ",
                "![a](b) ",
                "[a](b) ",
                "\\\\* ",
                "[a]",
                "a "
            })
    void parsingIsLimitedInTime(String unit) {
        var patience = new Patience(() -> nanos.getAndAdd(Patience.NANOS / 100));
        var text = unit.repeat(30_000 / unit.length());

        assertThatThrownBy(() -> patience.spend(() -> parser(patience).parse(text)))
                .isInstanceOf(TooMuch.class);
        assertThat(nanos.get()).isLessThan(2 * Patience.NANOS);
    }

    @Test
    void parsesAsUsualWithinTheTime() {
        var patience = new Patience(nanos::get);

        var document = parser(patience).parse("# One\n\n[a](b) *c* ![d](e) <f@g.example>\n");

        assertThat(document.getFirstChild().getNext().getFirstChild().getClass().getSimpleName())
                .isEqualTo("Link");
    }

    @Test
    void renderingIsLimitedInTime() {
        var written = new Bounded(new Patience(nanos::get));

        written.append("in time");
        nanos.set(Patience.NANOS + 1);

        assertThatThrownBy(() -> written.append('x')).isInstanceOf(TooMuch.class);
        assertThat(written).hasToString("in time");
    }

    @Test
    void renderingIsLimitedInLength() {
        var written = new Bounded(new Patience(nanos::get));
        var part = "x".repeat(1_000_000);

        written.append(part).append(part).append(part).append(part);

        assertThatThrownBy(() -> written.append('x')).isInstanceOf(TooMuch.class);
    }

    @Test
    void aStoppingServerInterruptsBoth() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(new Patience(nanos::get)::check).isInstanceOf(TooMuch.class);
            assertThat(Markdown.html("*a*")).startsWith("<pre>");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void textsOfARequestShareTheTime() {
        var patience = new Patience(nanos::get);
        patience.spend(() -> nanos.addAndGet(Patience.NANOS));
        nanos.addAndGet(Patience.NANOS);

        assertThat(patience.spend(() -> "nothing more is spent")).isNotNull();
        assertThatThrownBy(() -> patience.spend(() -> {
                    nanos.incrementAndGet();
                    patience.check();
                    return "";
                }))
                .isInstanceOf(TooMuch.class);
    }

    @Test
    void eachRequestHasItsOwnTime() {
        var ofNone = Patience.current();
        request();
        var ofOne = Patience.current();

        assertThat(Patience.current()).isSameAs(ofOne).isNotSameAs(ofNone);
        request();
        assertThat(Patience.current()).isNotSameAs(ofOne);
        RequestContextHolder.resetRequestAttributes();
        assertThat(Patience.current()).isNotSameAs(Patience.current());
    }

    @Test
    void itIsWhatThePageOfStallsSays() throws IOException {
        var seconds = Duration.ofNanos(Patience.NANOS).toSeconds();

        assertThat(Files.readString(Path.of("docs/security/stalls.md")))
                .contains(
                        " together | after " + seconds + " seconds, ", " after " + seconds + " seconds for each text ")
                .contains("at %,d letters".formatted(Bounded.MOST));
    }

    private static void request() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
    }

    private static PatientParser parser(Patience patience) {
        return new PatientParser(List.of(TablesExtension.create()), patience);
    }
}
