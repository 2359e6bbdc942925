package lethe.lifecycle.staging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import lethe.platform.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * The problems that reject lines, read while going through a file from top to bottom; only one page of them is in
 * memory.
 */
public final class ProblemsByLine {
    private final Function<@Nullable String, Page<ImportProblem>> pages;
    private final Deque<ImportProblem> ahead = new ArrayDeque<>();
    private @Nullable String next;

    /** @param pages returns pages ordered by line; the first, for null, is fetched immediately */
    public ProblemsByLine(Function<@Nullable String, Page<ImportProblem>> pages) {
        this.pages = pages;
        fetch();
    }

    /** Whether no problem is left. */
    public boolean isEmpty() {
        return peek() == null;
    }

    /** Returns the problems of a line; call with ascending line numbers. */
    List<ImportProblem> of(int line) {
        var found = new ArrayList<ImportProblem>();
        for (var one = peek(); one != null && one.line() <= line; one = peek()) {
            ahead.remove();
            if (one.line() == line) {
                found.add(one);
            }
        }
        return found;
    }

    private @Nullable ImportProblem peek() {
        while (ahead.isEmpty() && next != null) {
            fetch();
        }
        return ahead.peek();
    }

    private void fetch() {
        var page = pages.apply(next);
        page.items().stream().filter(ImportProblem::rejects).forEach(ahead::add);
        next = page.next();
    }
}
