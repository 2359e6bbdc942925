package lethe.commandline;

import java.util.List;

/**
 * What became of an order.
 *
 * @param lines for the standard output
 * @param problems for the standard error; none if it was done
 */
record Answer(List<String> lines, List<String> problems) {
    boolean isDone() {
        return problems.isEmpty();
    }
}
