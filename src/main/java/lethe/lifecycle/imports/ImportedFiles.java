package lethe.lifecycle.imports;

import java.util.Optional;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.ProblemStore;
import lethe.platform.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which file an import came from: of it the shape is kept, beside the problems and as long as they are. */
@Component
class ImportedFiles {
    private final ProblemStore store;

    ImportedFiles(ProblemStore store) {
        this.store = store;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(OrganisationId organisation, ImportId id, FileShape shape) {
        store.keepMark(organisation, id, shape.mark());
    }

    /** None of imports from before shapes were kept, and of those whose problems are gone. */
    @Transactional(readOnly = true)
    public Optional<String> mark(ImportId id) {
        return store.mark(id);
    }
}
