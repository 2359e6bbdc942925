package lethe.lifecycle.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lethe.platform.kernel.Page;
import org.junit.jupiter.api.Test;

class ProblemsByLineTest {
    private final List<String> fetched = new ArrayList<>();

    @Test
    void returnsALinesProblemsAcrossPages() {
        var problems = pages(
                List.of(problem(2, "required"), problem(4, "required")),
                List.of(problem(4, "format")),
                List.of(problem(9, "required")));

        assertThat(problems.of(2)).containsExactly(problem(2, "required"));
        assertThat(problems.of(3)).isEmpty();
        assertThat(problems.of(4)).containsExactly(problem(4, "required"), problem(4, "format"));
        assertThat(problems.of(10)).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void skipsNotesEvenIfTheyFillAPage() {
        var some = pages(List.of(problem(2, "mixed-scripts")), List.of(), List.of(problem(3, "required")));
        var none = pages(List.of(problem(2, "mixed-scripts")), List.of());

        assertThat(some.isEmpty()).isFalse();
        assertThat(some.of(2)).isEmpty();
        assertThat(some.of(3)).containsExactly(problem(3, "required"));
        assertThat(none.isEmpty()).isTrue();
    }

    @Test
    void fetchesAPageWhenThePreviousIsUsedUp() {
        var problems = pages(List.of(problem(2, "required")), List.of(problem(5, "required")), List.of());
        assertThat(fetched).containsExactly("null");

        problems.of(2);
        assertThat(fetched).containsExactly("null", "1");
        problems.of(4);
        assertThat(fetched).containsExactly("null", "1");
        problems.of(5);
        assertThat(fetched).containsExactly("null", "1", "2");
    }

    @SafeVarargs
    private ProblemsByLine pages(List<ImportProblem>... pages) {
        return new ProblemsByLine(next -> {
            fetched.add(String.valueOf(next));
            var place = next == null ? 0 : Integer.parseInt(next);
            return new Page<>(pages[place], place + 1 < pages.length ? String.valueOf(place + 1) : null);
        });
    }

    private static ImportProblem problem(int line, String code) {
        return new ImportProblem(line, "email", code);
    }
}
