package lethe.platform.management;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lethe.platform.kernel.Invalid;
import org.springframework.stereotype.Component;

/** A command for tests: returns its operand, refuses an empty one, and fails without one. */
@Component
class EchoCommand implements Command {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public List<String> run(Map<String, String> options) {
        var name = Objects.requireNonNull(options.get("name"));
        if (name.isEmpty()) {
            throw Invalid.field("name", "required");
        }
        return List.of("echo: " + name);
    }
}
