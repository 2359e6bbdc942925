package lethe.privacy.notices;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The differences between two texts, by line and, in changed lines, by word. Unchanged lines are included only next to
 * changes.
 *
 * @param parts in text order; empty if the texts are equal
 */
public record TextDiff(List<Part> parts) {
    private static final int LINES_AROUND = 1;
    private static final int MOST_WORDS = 4_000;

    /** If less than this fraction of the letters is unchanged, both texts are shown whole. */
    private static final int MOST_CHANGED = 3;

    public enum Kind {
        SAME,
        GONE,
        NEW,
        /** Unchanged lines left out; their number is the text. */
        SKIPPED
    }

    public record Part(Kind kind, String text) {
        /** The number of lines left out. */
        public int lines() {
            return Integer.parseInt(text);
        }
    }

    public static TextDiff between(String before, String after) {
        var parts = new ArrayList<Part>();
        var stretches = compare(before.lines().toList(), after.lines().toList());
        for (var at = 0; at < stretches.size(); at++) {
            var one = stretches.get(at);
            parts.addAll(one.same() ? around(one.before(), at > 0, at < stretches.size() - 1) : changed(one));
        }
        return new TextDiff(parts.stream().allMatch(part -> part.kind() == Kind.SKIPPED) ? List.of() : parts);
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** A run that is equal in both texts, or one run that replaces another. */
    private record Stretch(boolean same, List<String> before, List<String> after) {
        static Stretch changed() {
            return new Stretch(false, new ArrayList<>(), new ArrayList<>());
        }

        void add(AbstractDelta<String> delta) {
            before.addAll(delta.getSource().getLines());
            after.addAll(delta.getTarget().getLines());
        }
    }

    /**
     * The linear-space algorithm reports deletions and insertions as separate deltas: adjacent ones are merged here.
     */
    private static List<Stretch> compare(List<String> before, List<String> after) {
        var stretches = new ArrayList<Stretch>();
        for (var delta : DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>(), null, true)
                .getDeltas()) {
            if (delta.getType() == DeltaType.EQUAL) {
                var lines = delta.getSource().getLines();
                stretches.add(new Stretch(true, lines, lines));
            } else {
                if (stretches.isEmpty() || stretches.getLast().same()) {
                    stretches.add(Stretch.changed());
                }
                stretches.getLast().add(delta);
            }
        }
        return stretches;
    }

    private static List<Part> around(List<String> same, boolean below, boolean above) {
        var head = below ? Math.min(LINES_AROUND, same.size()) : 0;
        var tail = above ? Math.min(LINES_AROUND, same.size() - head) : 0;
        var skipped = same.size() - head - tail;
        return Stream.of(
                        new Part(Kind.SAME, lines(same.subList(0, head))),
                        new Part(Kind.SKIPPED, skipped == 0 ? "" : String.valueOf(skipped)),
                        new Part(Kind.SAME, lines(same.subList(same.size() - tail, same.size()))))
                .filter(part -> !part.text().isEmpty())
                .toList();
    }

    private static List<Part> changed(Stretch lines) {
        var before = split(lines.before());
        var after = split(lines.after());
        if (before.isEmpty() || after.isEmpty() || before.size() + after.size() > MOST_WORDS) {
            return whole(before, after);
        }
        var words = merged(compare(before, after));
        return isAnotherText(words)
                ? whole(before, after)
                : words.stream()
                        .flatMap(one -> one.same()
                                ? Stream.of(new Part(Kind.SAME, joined(one.before())))
                                : whole(one.before(), one.after()).stream())
                        .toList();
    }

    /** Whitespace between two changed words counts as part of the change. */
    private static List<Stretch> merged(List<Stretch> words) {
        var merged = new ArrayList<Stretch>();
        for (var one : words) {
            var space = one.same() && joined(one.before()).isBlank();
            if (!merged.isEmpty() && !merged.getLast().same() && (space || !one.same())) {
                merged.getLast().before().addAll(one.before());
                merged.getLast().after().addAll(one.after());
            } else {
                merged.add(
                        one.same()
                                ? one
                                : new Stretch(false, new ArrayList<>(one.before()), new ArrayList<>(one.after())));
            }
        }
        return merged;
    }

    /** Whether so little is unchanged that the old and the new text are better shown one after the other. */
    private static boolean isAnotherText(List<Stretch> words) {
        var same = words.stream()
                .filter(Stretch::same)
                .mapToInt(one -> joined(one.before()).length())
                .sum();
        var most = Math.max(
                words.stream().mapToInt(one -> joined(one.before()).length()).sum(),
                words.stream().mapToInt(one -> joined(one.after()).length()).sum());
        return same * MOST_CHANGED < most;
    }

    private static List<Part> whole(List<String> before, List<String> after) {
        return Stream.of(new Part(Kind.GONE, joined(before)), new Part(Kind.NEW, joined(after)))
                .filter(part -> !part.text().isEmpty())
                .toList();
    }

    /** Splits into words and the whitespace between them. */
    private static List<String> split(List<String> lines) {
        return lines.isEmpty() ? List.of() : List.of(lines(lines).split("(?<=\\s)|(?=\\s)"));
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String joined(List<String> words) {
        return String.join("", words);
    }
}
