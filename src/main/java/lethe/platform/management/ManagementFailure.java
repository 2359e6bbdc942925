package lethe.platform.management;

import java.util.List;

/** A command ran, and its result is a failure, which the lines describe. */
public final class ManagementFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<String> lines;

    public ManagementFailure(List<String> lines, String sentence) {
        super(sentence);
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
