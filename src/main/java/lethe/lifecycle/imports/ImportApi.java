package lethe.lifecycle.imports;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.ImportProblem;
import lethe.lifecycle.staging.RejectionReasons;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.requests.TakesFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1/users/imports")
class ImportApi {
    static final String FILE = "file";
    static final String LINKS = "links.csv";
    private final Imports imports;
    private final ImportUpload uploads;
    private final ImportStart starts;
    private final ImportLinks importLinks;
    private final RejectedLines rejected;
    private final RejectionReasons reasons;

    ImportApi(
            Imports imports,
            ImportUpload uploads,
            ImportStart starts,
            ImportLinks importLinks,
            RejectedLines rejected,
            RejectionReasons reasons) {
        this.imports = imports;
        this.uploads = uploads;
        this.starts = starts;
        this.importLinks = importLinks;
        this.rejected = rejected;
        this.reasons = reasons;
    }

    @TakesFile
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.MANAGE_USERS)
    Import upload(Actor actor, @RequestParam(name = FILE, required = false) @Nullable MultipartFile file)
            throws IOException {
        return uploads.upload(actor, bytes(file));
    }

    @GetMapping
    @RequiresPermission(Permission.MANAGE_USERS)
    Page<Import> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return imports.list(actor, Page.after(after), Page.limit(limit));
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.MANAGE_USERS)
    Import get(Actor actor, @PathVariable ImportId id) {
        return imports.get(actor, id);
    }

    @GetMapping("/{id}/problems")
    @RequiresPermission(Permission.MANAGE_USERS)
    Page<ImportProblem> problems(
            Actor actor,
            @PathVariable ImportId id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return imports.problems(actor, id, Page.after(after), Page.limit(limit));
    }

    @PostMapping("/{id}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.MANAGE_USERS)
    Import start(@RequestBody StartForm form, Actor actor, @PathVariable ImportId id, Locale language) {
        return starts.start(actor, id, form, language.getLanguage());
    }

    /** 202 if keys remain to be destroyed because the key file's second copy is unreachable. */
    @DeleteMapping("/{id}")
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "202")
    @RequiresPermission(Permission.MANAGE_USERS)
    ResponseEntity<Void> cancel(Actor actor, @PathVariable ImportId id) {
        var forgotten = imports.cancel(actor, id);
        return ResponseEntity.status(forgotten ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED)
                .build();
    }

    @GetMapping("/{id}/links")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "410")
    @RequiresPermission(Permission.MANAGE_USERS)
    void links(Actor actor, @PathVariable ImportId id, HttpServletResponse response) throws IOException {
        imports.takeLinks(actor, id);
        importLinks.write(actor, id, CsvOutput.forPrograms(response, LINKS));
    }

    /** Takes the same file again and returns its rejected lines with reasons. */
    @TakesFile
    @PostMapping(path = "/{id}/corrections", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "410")
    @RequiresPermission(Permission.MANAGE_USERS)
    void corrections(
            Actor actor,
            @PathVariable ImportId id,
            @RequestParam(name = FILE, required = false) @Nullable MultipartFile file,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        rejected.in(bytes(file), actor, id)
                .write(CsvOutput.forPrograms(response, RejectionReasons.CORRECTIONS), reasons.in(language));
    }

    static byte[] bytes(@Nullable MultipartFile file) throws IOException {
        if (file == null) {
            throw BadRequest.body("required", FILE);
        }
        return file.getBytes();
    }
}
