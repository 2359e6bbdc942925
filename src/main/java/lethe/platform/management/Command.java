package lethe.platform.management;

import java.util.List;
import java.util.Map;

/** A command that a room offers to the operator; it runs inside the platform, outside any organisation. */
public interface Command {
    /** The name on the command line: {@code organisation-create}. */
    String name();

    /**
     * Executes the command and returns the lines to print, one fact per line; a {@link lethe.platform.kernel.Refusal} is printed
     * as text.
     *
     * @param options by name without dashes; a given flag is {@code "true"}, an operand is {@code name}
     */
    List<String> run(Map<String, String> options);
}
