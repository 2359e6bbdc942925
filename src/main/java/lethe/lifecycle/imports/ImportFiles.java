package lethe.lifecycle.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.LineValidator;
import lethe.lifecycle.staging.RejectionReasons;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.requests.TakesFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The files that an import's pages offer: a template, and the rejected lines. */
@Controller
@RequestMapping("/users/imports")
class ImportFiles {
    private final Imports imports;
    private final RejectedLines rejected;
    private final RejectionReasons reasons;

    ImportFiles(Imports imports, RejectedLines rejected, RejectionReasons reasons) {
        this.imports = imports;
        this.rejected = rejected;
        this.reasons = reasons;
    }

    /** An empty file with the columns in the user's language. */
    @GetMapping("/template")
    @RequiresPermission(Permission.MANAGE_USERS)
    void template(Actor actor, Locale language, HttpServletResponse response) throws IOException {
        var sheet = CsvOutput.forPeople(response, "users-template.csv");
        sheet.line(LineValidator.COLUMNS.stream()
                .map(column -> column.title(language))
                .toList());
        sheet.flush();
    }

    /** Takes the same file again and returns its rejected lines with reasons. */
    @TakesFile
    @PostMapping("/{id}/corrections")
    @RequiresPermission(Permission.MANAGE_USERS)
    void corrections(
            Actor actor,
            @PathVariable ImportId id,
            @RequestParam(name = ImportApi.FILE, required = false) @Nullable MultipartFile file,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        imports.get(actor, id);
        var chosen = file == null || file.isEmpty() ? null : file;
        rejected.in(ImportApi.bytes(chosen), actor, id)
                .write(CsvOutput.forPeople(response, RejectionReasons.CORRECTIONS), reasons.in(language));
    }
}
