package lethe.platform.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The commands of all rooms, executed inside the platform. */
@Component
public class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private final Map<String, Command> commands;
    private final MessageSource messages;

    Commands(List<Command> commands, MessageSource messages) {
        this.commands = commands.stream().collect(Collectors.toMap(Command::name, Function.identity()));
        this.messages = messages;
    }

    public ManagementResponse execute(ManagementRequest request) {
        var command = commands.get(request.name());
        if (command == null) {
            return new ManagementResponse(List.of(), List.of("Lethe has no command " + request.name() + "."));
        }
        try {
            return new ManagementResponse(command.run(request.options()), List.of());
        } catch (Refusal refusal) {
            return new ManagementResponse(List.of(), words(refusal));
        } catch (ManagementFailure failed) {
            return new ManagementResponse(failed.lines(), List.of(String.valueOf(failed.getMessage())));
        } catch (RuntimeException failure) {
            LOG.error("The command {} failed", request.name(), failure);
            return new ManagementResponse(List.of(), List.of("Lethe failed; see its log."));
        }
    }

    private List<String> words(Refusal refusal) {
        var words = new ArrayList<String>();
        words.add(text("problem." + refusal.code() + ".detail", new Object[0], refusal.code()));
        refusal.errors().forEach(error -> words.add(error.field() + ": " + words(error)));
        return words;
    }

    private String words(FieldError error) {
        return text("error." + error.code(), error.arguments().toArray(), error.code());
    }

    private String text(String key, Object[] arguments, String otherwise) {
        var text = messages.getMessage(key, arguments, otherwise, Locale.ENGLISH);
        return text == null ? otherwise : text;
    }
}
