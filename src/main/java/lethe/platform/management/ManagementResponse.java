package lethe.platform.management;

import java.util.List;

/**
 * The result of a command.
 *
 * @param lines for the standard output
 * @param problems for the standard error; empty on success
 */
public record ManagementResponse(List<String> lines, List<String> problems) {
    public boolean isDone() {
        return problems.isEmpty();
    }
}
