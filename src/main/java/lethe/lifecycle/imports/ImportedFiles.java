package lethe.lifecycle.imports;

import java.util.HexFormat;
import lethe.platform.csv.CsvInput;
import lethe.platform.kernel.OrganisationId;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which file an import came from: of it a hash is kept, under the organisation's key, beside the problems and as long as they are. */
@Component
class ImportedFiles {
    private final ProblemStore store;
    private final Vault vault;

    ImportedFiles(ProblemStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    /** To be made before a transaction begins: a file may be large. */
    static String digest(CsvInput table) {
        return HexFormat.of().formatHex(table.digest());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(OrganisationId organisation, ImportId id, String digest) {
        store.keepMark(organisation, id, mark(organisation, digest));
    }

    /** Imports from before marks were kept, and those whose problems are gone, take any. */
    @Transactional(readOnly = true)
    public boolean isAnother(OrganisationId organisation, ImportId id, String digest) {
        return store.mark(id)
                .filter(mark -> !mark.equals(mark(organisation, digest)))
                .isPresent();
    }

    private String mark(OrganisationId organisation, String digest) {
        return HexFormat.of().formatHex(vault.fingerprint(organisation, "imported-file", digest));
    }
}
