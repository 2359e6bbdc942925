package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Times in a human format: day first, 24 hours, never ISO format. */
class WrittenTimesTest {
    private static final Instant EVENING = Instant.parse("2026-11-29T18:05:59.123Z");

    @Test
    void areShortAndBritishInEnglishWhateverTheRegion() {
        for (var english : List.of(Locale.ENGLISH, Locale.US, Locale.UK)) {
            var page = page(english);

            assertThat(page.dateTime(EVENING)).isEqualTo("29 Nov 2026, 18:05 UTC");
            assertThat(page.date(LocalDate.of(2026, 11, 9))).isEqualTo("9 November 2026");
        }
    }

    @Test
    void areGermanInGerman() {
        assertThat(page(Locale.GERMAN).dateTime(EVENING)).isEqualTo("29.11.2026, 18:05 UTC");
        assertThat(page(Locale.GERMANY).date(EVENING)).isEqualTo("29. November 2026");
    }

    @Test
    void areParsedFromIsoTimes() {
        var page = page(Locale.ENGLISH);

        assertThat(page.readable(EVENING.toString())).isEqualTo("29 Nov 2026, 18:05 UTC");
        assertThat(page.readable("2026-12-06T12:51:22Z")).isEqualTo("6 Dec 2026, 12:51 UTC");
        assertThat(page.readable("2026-12-06")).isEqualTo("6 December 2026");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-13-45",
                "2026-99-99T99:99:99Z",
                "on 2026-12-06",
                "2026-12-06T12:51Z and more",
                "17"
            })
    void leaveOtherTextUnchanged(String text) {
        assertThat(page(Locale.ENGLISH).readable(text)).isEqualTo(text);
    }

    private static PageContext page(Locale language) {
        var pages = mock(Pages.class);
        when(pages.language(any())).thenReturn(language);
        return new PageContext(new MockHttpServletRequest(), pages);
    }
}
