package lethe.lifecycle.imports;

import java.util.List;
import java.util.UUID;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.ImportProblem;
import lethe.lifecycle.staging.StagedLines;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Unavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists and cancels imports of users, and hands out their links, with {@link Permission#MANAGE_USERS}. */
@Component
class Imports {
    private final ImportStore store;
    private final ImportSteps steps;
    private final StagedLines lines;
    private final ImportEnd end;
    private final ImportLinks importLinks;
    private final TransactionTemplate transaction;

    Imports(
            ImportStore store,
            ImportSteps steps,
            StagedLines lines,
            ImportEnd end,
            ImportLinks importLinks,
            TransactionTemplate transaction) {
        this.store = store;
        this.steps = steps;
        this.lines = lines;
        this.end = end;
        this.importLinks = importLinks;
        this.transaction = transaction;
    }

    @Transactional(readOnly = true)
    public Import get(Actor actor, ImportId id) {
        actor.need(Permission.MANAGE_USERS);
        return store.find(id).orElseThrow(NotFound::new);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<Import> list(Actor actor, @Nullable UUID after, int limit) {
        actor.need(Permission.MANAGE_USERS);
        return store.list(after, limit);
    }

    /** By line, including problems that occurred while users were created. */
    @Transactional(readOnly = true)
    public Page<ImportProblem> problems(Actor actor, ImportId id, @Nullable UUID after, int limit) {
        get(actor, id);
        return lines.problems(id, after, limit);
    }

    /** Returns which of {@code type} and {@code roleId} some line does not name, so that the start form must. */
    @Transactional(readOnly = true)
    public List<String> open(Actor actor, ImportId id) {
        get(actor, id);
        return lines.open(id);
    }

    /**
     * Cancels an import: no more users are created, and waiting lines are erased.
     *
     * @return false if keys remain to be destroyed because the key file's second copy is unreachable
     */
    public boolean cancel(Actor actor, ImportId id) {
        transaction.executeWithoutResult(status -> cancelLocked(actor, id));
        try {
            end.forget(actor.organisation(), id);
            return true;
        } catch (Unavailable later) {
            return false;
        }
    }

    /** Whether there are links that have not been downloaded. */
    @Transactional(readOnly = true)
    public boolean hasLinks(Actor actor, ImportId id) {
        return get(actor, id).status().isOver() && importLinks.areThere(id);
    }

    /**
     * Reserves the links before the first byte is written; refuses if they have been downloaded or the import has not
     * ended.
     */
    @Transactional
    public void takeLinks(Actor actor, ImportId id) {
        actor.need(Permission.MANAGE_USERS);
        var locked = steps.lock(actor, id).orElseThrow(NotFound::new);
        if (!locked.isOver()) {
            throw Conflict.changedMeanwhile(locked);
        }
        importLinks.take(actor, id);
    }

    private void cancelLocked(Actor actor, ImportId id) {
        steps.cancelled(actor, steps.lockUnfinished(actor, id), Stop.BY_HAND);
    }
}
