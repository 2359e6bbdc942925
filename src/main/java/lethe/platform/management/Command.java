package lethe.platform.management;

import java.util.List;
import java.util.Map;

/** What a room lets the operator do from the command line; it runs inside the platform, outside any organisation. */
public interface Command {
    /** As the command line calls it: {@code organisation-create}. */
    String name();

    /**
     * Does it and answers the lines to print, one fact a line; a {@link lethe.platform.kernel.Refusal} is told in words.
     *
     * @param options by their names without dashes; a flag that was given is {@code "true"}, an operand {@code name}
     */
    List<String> run(Map<String, String> options);
}
