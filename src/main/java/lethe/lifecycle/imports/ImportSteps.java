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
import lethe.platform.requests.CurrentRights;
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
    private final CurrentRights rights;

    ImportSteps(
            ImportStore store,
            ImportedFiles files,
            Leases<ImportId> leases,
            Audit audit,
            Randomness randomness,
            CurrentRights rights) {
        this.rights = rights;
        this.store = store;
        this.files = files;
        this.leases = leases;
        this.audit = audit;
        this.randomness = randomness;
    }

    /**
     * Locks an import for an actor who is about to write to it, and asks for their permission again. The import comes first,
     * because each batch of an import locks the user who started it.
     */
    Optional<Import> lock(Actor actor, ImportId id) {
        actor.need(Permission.MANAGE_USERS);
        var locked = store.lock(id);
        rights.requireStill(actor, Permission.MANAGE_USERS);
        return locked;
    }

    /** As {@link #lock}; refuses an import that has ended. */
    Import lockUnfinished(Actor actor, ImportId id) {
        actor.need(Permission.MANAGE_USERS);
        var locked = store.lockUnfinished(id);
        rights.requireStill(actor, Permission.MANAGE_USERS);
        return locked;
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

    /** @param locked by the caller */
    Import started(Actor actor, Import locked, StartForm form, int noticeVersion, String language) {
        actor.need(Permission.MANAGE_USERS);
        var id = locked.id();
        store.start(id, actor, form, noticeVersion, language);
        leases.renew(id);
        record(
                actor,
                "import.started",
                id,
                Map.of("lines", locked.valid(), "noticeVersion", noticeVersion, "language", language));
        return store.find(id).orElseThrow();
    }

    /**
     * The waiting lines must still be erased; if this node dies first, another one does it.
     *
     * @param locked by the caller
     */
    void cancelled(Actor actor, Import locked, Stop why) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        store.cancel(locked.id(), why);
        if (why == Stop.BY_HAND) {
            leases.renew(locked.id());
        }
        record(actor, "import.cancelled", locked.id(), Map.of("reason", why.code(), "created", locked.created()));
    }

    /** @param locked by the caller */
    void finished(Actor actor, Import locked) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        store.finish(locked.id());
        record(actor, "import.finished", locked.id(), Map.of("created", locked.created(), "failed", locked.failed()));
    }

    private void record(Actor actor, String action, ImportId id, Map<String, Object> facts) {
        audit.record(actor, action, new Target(ImportId.KIND, id.value()), facts);
    }
}
