package lethe.lifecycle.staging;

import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import lethe.platform.kernel.Page;
import org.jspecify.annotations.Nullable;

/** A page of problems. They have no ids, so the cursor is the line and the last problem listed of it. */
final class ProblemPage {
    /** A line has at most this many problems. */
    static final int OF_A_LINE = 15;

    private ProblemPage() {}

    /** @param from returns the problems from a line on: a page and one line's worth more */
    static Page<ImportProblem> of(IntFunction<List<ImportProblem>> from, @Nullable UUID after, int limit) {
        var line = after == null ? 0 : (int) after.getMostSignificantBits();
        var found = from.apply(line);
        var last = after == null
                ? -1
                : found.stream().map(ImportProblem::key).toList().indexOf(after);
        return Page.of(found.stream().skip(last + 1L).limit(limit + 1L).toList(), limit, ImportProblem::key);
    }
}
