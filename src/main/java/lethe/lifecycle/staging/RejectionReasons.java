package lethe.lifecycle.staging;

import java.util.Locale;
import java.util.function.Function;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Words the reasons for rejecting a line, for the file of corrections. */
@Component
public class RejectionReasons {
    public static final String CORRECTIONS = "corrections.csv";
    private final MessageSource messages;

    RejectionReasons(MessageSource messages) {
        this.messages = messages;
    }

    public Function<ImportProblem, String> in(Locale language) {
        return problem -> text(language, "imports.field." + problem.field()) + ": "
                + text(language, "imports.problem." + problem.code());
    }

    private String text(Locale language, String key) {
        return messages.getMessage(key, null, language);
    }
}
