package lethe.lifecycle.imports;

import java.util.Map;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.lifecycle.staging.ImportId;
import lethe.platform.jobs.Leases;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Each step of an import: its row, its lease and its entry in the log, in the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ImportSteps {
    private final ImportStore store;
    private final ImportedFiles files;
    private final Leases<ImportId> leases;
    private final Audit audit;
    private final Randomness randomness;

    ImportSteps(ImportStore store, ImportedFiles files, Leases<ImportId> leases, Audit audit, Randomness randomness) {
        this.store = store;
        this.files = files;
        this.leases = leases;
        this.audit = audit;
        this.randomness = randomness;
    }

    Optional<Import> lock(ImportId id) {
        return store.lock(id);
    }

    Import uploaded(Actor actor, FileShape shape) {
        actor.need(Permission.MANAGE_USERS);
        var id = new ImportId(randomness.uuid());
        store.insert(actor, id, shape.lines());
        files.keep(actor.organisation(), id, shape);
        leases.insert(actor.organisation(), id);
        record(actor, "import.uploaded", id, Map.of("lines", shape.lines()));
        return store.find(id).orElseThrow();
    }

    /** @param held locked */
    Import started(Actor actor, Import held, StartForm form, int noticeVersion, String language) {
        actor.need(Permission.MANAGE_USERS);
        var id = held.id();
        store.start(id, actor, form, noticeVersion, language);
        leases.renew(id);
        record(
                actor,
                "import.started",
                id,
                Map.of("lines", held.valid(), "noticeVersion", noticeVersion, "language", language));
        return store.find(id).orElseThrow();
    }

    /** @param held locked */
    void cancelled(Actor actor, Import held) {
        actor.need(Permission.MANAGE_USERS);
        store.cancel(held.id(), Stop.BY_HAND);
        leases.renew(held.id());
        record(actor, "import.cancelled", held.id(), Map.of("reason", Stop.BY_HAND.code(), "created", held.created()));
    }

    private void record(Actor actor, String action, ImportId id, Map<String, Object> facts) {
        audit.record(actor, action, new Target(ImportId.KIND, id.value()), facts);
    }
}
