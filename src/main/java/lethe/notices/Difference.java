package lethe.notices;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is different between two texts, line by line and, in lines that changed, word by word; of what is the same, only the
 * lines next to it.
 *
 * @param parts in the order of the texts; empty where they are the same
 */
public record Difference(List<Part> parts) {
    private static final int LINES_AROUND = 1;
    private static final int MOST_WORDS = 4_000;

    public enum Kind {
        SAME,
        GONE,
        NEW,
        /** Lines that are the same and are left out; their number is the text. */
        SKIPPED
    }

    public record Part(Kind kind, String text) {
        /** How many are left out. */
        public int lines() {
            return Integer.parseInt(text);
        }
    }

    public static Difference between(String before, String after) {
        var parts = new ArrayList<Part>();
        var deltas = compare(before.lines().toList(), after.lines().toList());
        for (var at = 0; at < deltas.size(); at++) {
            var delta = deltas.get(at);
            switch (delta.getType()) {
                case EQUAL -> parts.addAll(around(delta.getSource().getLines(), at > 0, at < deltas.size() - 1));
                case DELETE ->
                    parts.add(new Part(Kind.GONE, lines(delta.getSource().getLines())));
                case INSERT ->
                    parts.add(new Part(Kind.NEW, lines(delta.getTarget().getLines())));
                case CHANGE -> parts.addAll(words(delta));
            }
        }
        return new Difference(deltas.size() == 1 && parts.getLast().kind() == Kind.SKIPPED ? List.of() : parts);
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    private static <T> List<AbstractDelta<T>> compare(List<T> before, List<T> after) {
        var algorithm = new MyersDiffWithLinearSpace<T>();
        return DiffUtils.diff(before, after, algorithm, null, true).getDeltas();
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

    private static List<Part> words(AbstractDelta<String> delta) {
        var before = split(delta.getSource().getLines());
        var after = split(delta.getTarget().getLines());
        if (before.size() + after.size() > MOST_WORDS) {
            return List.of(new Part(Kind.GONE, joined(before)), new Part(Kind.NEW, joined(after)));
        }
        return compare(before, after).stream().flatMap(Difference::changed).toList();
    }

    private static Stream<Part> changed(AbstractDelta<String> words) {
        var before = joined(words.getSource().getLines());
        var after = joined(words.getTarget().getLines());
        return switch (words.getType()) {
            case EQUAL -> Stream.of(new Part(Kind.SAME, before));
            case DELETE -> Stream.of(new Part(Kind.GONE, before));
            case INSERT -> Stream.of(new Part(Kind.NEW, after));
            case CHANGE -> Stream.of(new Part(Kind.GONE, before), new Part(Kind.NEW, after));
        };
    }

    /** Words and what is between them, each by itself. */
    private static List<String> split(List<String> lines) {
        return List.of(lines(lines).split("(?<=\\s)|(?=\\s)"));
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String joined(List<String> words) {
        return String.join("", words);
    }
}
