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

/** What the page of an import offers as files: one to begin with, and what is to be corrected. */
@Controller
@RequestMapping("/partners/files")
class LineFiles {
    private final PartnerFiles files;
    private final MessageSource messages;

    LineFiles(PartnerFiles files, MessageSource messages) {
        this.files = files;
        this.messages = messages;
    }

    /** The columns in the reader's language, and nothing in them. */
    @GetMapping("/template")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    void template(Actor actor, Locale language, HttpServletResponse response) throws IOException {
        actor.need(Permission.EDIT_PARTNERS);
        var sheet = CsvOutput.forPeople(response, "partners-template.csv");
        sheet.line(
                CsvLines.COLUMNS.stream().map(column -> column.title(language)).toList());
        sheet.flush();
    }

    /** As long as the file is kept that was checked. */
    @GetMapping("/corrections")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    void corrections(Actor actor, Locale language, HttpServletResponse response) {
        files.correct(actor, sheet(response, "corrections.csv"), error -> words(error, language));
    }

    /** An answer that becomes a file when it is asked for, and until then may become a refusal. */
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
