package lethe.platform.management;

import java.util.List;

/**
 * What became of an order.
 *
 * @param lines for the standard output
 * @param problems for the standard error; none if it was done
 */
public record ManagementResponse(List<String> lines, List<String> problems) {
    public boolean isDone() {
        return problems.isEmpty();
    }
}
