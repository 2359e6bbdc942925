package lethe.lifecycle.imports;

import lethe.lifecycle.imports.Import.Status;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.LineValidator;
import lethe.lifecycle.staging.ProblemsByLine;
import lethe.lifecycle.staging.Rejected;
import lethe.platform.formats.CsvInput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.Page;
import org.springframework.stereotype.Component;

/**
 * Finds rejected lines in their file, which is uploaded again. Only their numbers, problems and which cells are empty
 * are stored: there are no keys whose destruction could erase more than that.
 */
@Component
class RejectedLines {
    private static final int PAGE = 5_000;
    private final Imports imports;
    private final ImportedFiles files;

    RejectedLines(Imports imports, ImportedFiles files) {
        this.imports = imports;
        this.files = files;
    }

    /**
     * Refuses a file of a different shape than the imported one, and imports whose problems have been deleted. An
     * import that was cancelled while it was being checked may have no problems.
     */
    public Rejected in(byte[] file, Actor actor, ImportId id) {
        var found = imports.get(actor, id);
        var table = CsvInput.of(file, LineValidator.COLUMNS);
        var shape = FileShape.of(table);
        var kept = files.mark(id);
        if (shape.lines() != found.lines() || !kept.orElse(shape.mark()).equals(shape.mark())) {
            throw Invalid.field("file", "another-file", found.lines());
        } else if (found.status() == Status.CHECKING) {
            throw Conflict.changedMeanwhile(found);
        }
        var problems = new ProblemsByLine(next -> imports.problems(actor, id, Page.after(next), PAGE));
        if (problems.isEmpty() && found.hasRejected() && kept.isEmpty()) {
            throw new Gone();
        }
        return new Rejected(table, problems);
    }
}
