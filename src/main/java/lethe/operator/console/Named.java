package lethe.operator.console;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lethe.platform.management.Command;

/** A command that consists of one function. */
record Named(String name, Function<Map<String, String>, List<String>> work) implements Command {
    @Override
    public List<String> run(Map<String, String> options) {
        return work.apply(options);
    }
}
