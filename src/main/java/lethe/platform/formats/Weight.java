package lethe.platform.formats;

import org.commonmark.node.Node;

/**
 * Limits on the work that a text can cause. Every row of a table is padded to the width of its head, and brackets may be searched
 * to the end of their paragraph, so that a few kilobytes could cost gigabytes and minutes. Real texts stay far below these
 * limits.
 */
final class Weight {
    private static final int LONGEST = 100_000;
    private static final int COLUMNS = 100;
    private static final int CELLS = 20_000;
    private static final long STEPS = 5_000_000;
    private static final int DEEPEST = 100;
    private static final int NODES = 200_000;
    private static final String DELIMITERS = "|:- \t";

    private Weight() {}

    /** Estimates from the text as typed, before parsing; an upper bound. */
    static boolean isBearable(String markdown) {
        if (markdown.length() > LONGEST) {
            return false;
        }
        var paragraph = new Paragraph();
        var cells = 0L;
        var steps = 0L;
        for (var line : (Iterable<String>) markdown.lines()::iterator) {
            if (line.isBlank()) {
                paragraph = new Paragraph();
            }
            steps -= paragraph.steps();
            paragraph.add(line);
            steps += paragraph.steps();
            cells += paragraph.columns;
            if (paragraph.columns > COLUMNS || cells > CELLS || steps > STEPS) {
                return false;
            }
        }
        return true;
    }

    /** Checks the parsed document; iterative, because deep nesting would overflow the stack. */
    static boolean isBearable(Node document) {
        var depth = 0;
        var nodes = 0;
        Node node = document;
        while (node != null && depth <= DEEPEST && ++nodes <= NODES) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
            } else {
                while (node != null && node.getNext() == null) {
                    node = node.getParent();
                    depth--;
                }
                node = node == null ? null : node.getNext();
            }
        }
        return node == null;
    }

    /** The lines since the last empty one: no table or bracket extends further. */
    private static final class Paragraph {
        private long length;
        private long lines;
        private long opened;
        private long closed;
        private int columns;

        void add(String line) {
            length += line.length() + 1;
            lines++;
            opened += count(line, '<');
            closed += count(line, ']');
            columns = Math.max(columns, columns(line));
        }

        long steps() {
            return opened * length + closed * lines;
        }

        /** The number of columns if this line is a table's delimiter row; otherwise 0. */
        private static int columns(String line) {
            var begin = line.length();
            while (begin > 0 && DELIMITERS.indexOf(line.charAt(begin - 1)) >= 0) {
                begin--;
            }
            var bars = count(line.substring(begin), '|');
            return bars == 0 ? 0 : (int) bars + 1;
        }

        private static long count(String line, char wanted) {
            return line.chars().filter(letter -> letter == wanted).count();
        }
    }
}
