package lethe.lifecycle.imports;

import java.util.Optional;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.ProblemStore;
import lethe.platform.kernel.OrganisationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Remembers the shape of an import's file, as long as its problems are kept. */
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

    /** Empty for imports older than this feature, and after their problems have been deleted. */
    @Transactional(readOnly = true)
    public Optional<String> mark(ImportId id) {
        return store.mark(id);
    }
}
