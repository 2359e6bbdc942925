package lethe.partners.csv;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Supplier;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Files offered on the import page: a template, and the rejected lines for correction. */
@Controller
@RequestMapping("/partners/files")
class LineFiles {
    private final PartnerFiles files;
    private final MessageSource messages;

    LineFiles(PartnerFiles files, MessageSource messages) {
        this.files = files;
        this.messages = messages;
    }

    /** A file with only the column titles, in the reader's language. */
    @GetMapping("/template")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    void template(Actor actor, Locale language, HttpServletResponse response) throws IOException {
        actor.need(Permission.EDIT_PARTNERS);
        var output = CsvOutput.forPeople(response, "partners-template.csv");
        output.line(
                CsvLines.COLUMNS.stream().map(column -> column.title(language)).toList());
        output.flush();
    }

    /** Available while the checked file is kept. */
    @GetMapping("/corrections")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    void corrections(Actor actor, Locale language, HttpServletResponse response) {
        files.correct(actor, sheet(response, "corrections.csv"), error -> words(error, language));
    }

    /** Starts the download when first used; until then the request can still be refused. */
    static Supplier<CsvOutput> sheet(HttpServletResponse response, String name) {
        return () -> {
            try {
                return CsvOutput.forPeople(response, name);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        };
    }

    private String words(FieldError error, Locale language) {
        var field = messages.getMessage("field." + error.field(), null, "", language);
        var text =
                messages.getMessage("error." + error.code(), error.arguments().toArray(), error.code(), language);
        return field == null || field.isEmpty() ? String.valueOf(text) : field + ": " + text;
    }
}
