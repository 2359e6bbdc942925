package lethe.lifecycle.imports;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.lifecycle.imports.Import.Status;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.ImportProblem;
import lethe.lifecycle.staging.LineValidator;
import lethe.lifecycle.staging.StagedLines;
import lethe.messaging.mail.MailQueue;
import lethe.platform.formats.CsvInput;
import lethe.platform.jobs.Leases;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.Unavailable;
import lethe.platform.requests.CurrentRights;
import lethe.platform.requests.Validation;
import lethe.privacy.notices.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/**
 * Imports users from files, with {@link Permission#MANAGE_USERS}: a file is uploaded and checked, then started or
 * cancelled.
 */
@Component
class Imports {
    private static final int MOST_LINES = 200_000;
    private final ImportStore store;
    private final StagedLines lines;
    private final ImportedFiles files;
    private final ImportBackground background;
    private final ImportLinks importLinks;
    private final Leases<ImportId> leases;
    private final CurrentRights rights;
    private final AssignmentRules rules;
    private final Roles roles;
    private final Notices notices;
    private final MailQueue mailQueue;
    private final Audit audit;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    Imports(
            ImportStore store,
            StagedLines lines,
            ImportedFiles files,
            ImportBackground background,
            ImportLinks importLinks,
            Leases<ImportId> leases,
            CurrentRights rights,
            AssignmentRules rules,
            Roles roles,
            Notices notices,
            MailQueue mailQueue,
            Audit audit,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.lines = lines;
        this.files = files;
        this.background = background;
        this.importLinks = importLinks;
        this.leases = leases;
        this.rights = rights;
        this.rules = rules;
        this.roles = roles;
        this.notices = notices;
        this.mailQueue = mailQueue;
        this.audit = audit;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    /** Accepts a file and begins to check it; refuses files that are not a table of users. */
    public Import upload(Actor actor, byte[] file) {
        actor.need(Permission.MANAGE_USERS);
        background.reserve(file.length);
        try {
            var table = CsvInput.of(file, LineValidator.COLUMNS);
            var shape = FileShape.of(table);
            if (shape.lines() > MOST_LINES) {
                throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
            }
            var judge = new LineValidator(actor, rules, roles.choice(actor));
            var uploaded = Objects.requireNonNull(transaction.execute(status -> insert(actor, shape)));
            background.check(actor, uploaded.id(), table, judge, file.length);
            return uploaded;
        } catch (RuntimeException refused) {
            background.release(file.length);
            throw refused;
        }
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
     * Begins to create users, with one attestation for all of them.
     *
     * @param language the language in which the notice was read, unless the form names another
     */
    public Import start(Actor actor, ImportId id, StartForm form, String language) {
        var started = Objects.requireNonNull(transaction.execute(status -> begin(actor, id, form, language)));
        background.run(actor.organisation(), id);
        return started;
    }

    /**
     * Cancels an import: no more users are created, and waiting lines are erased.
     *
     * @return false if keys remain to be destroyed because the key file's second copy is unreachable
     */
    public boolean cancel(Actor actor, ImportId id) {
        transaction.executeWithoutResult(status -> end(actor, id));
        try {
            background.forget(actor.organisation(), id);
            return true;
        } catch (Unavailable later) {
            return false;
        }
    }

    /** Whether created users can be invited by mail. */
    public boolean isMailOffered() {
        return mailQueue.isOffered();
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
        var locked = store.lock(id).orElseThrow(NotFound::new);
        if (!locked.isOver()) {
            throw Conflict.changedMeanwhile(locked);
        }
        importLinks.take(actor, id);
    }

    private Import insert(Actor actor, FileShape shape) {
        rights.requireStill(actor, Permission.MANAGE_USERS);
        var id = new ImportId(randomness.uuid());
        store.insert(actor, id, shape.lines());
        files.keep(actor.organisation(), id, shape);
        leases.insert(actor.organisation(), id);
        audit.record(actor, "import.uploaded", target(id), Map.of("lines", shape.lines()));
        return store.find(id).orElseThrow();
    }

    private Import begin(Actor actor, ImportId id, StartForm form, String language) {
        actor.need(Permission.MANAGE_USERS);
        var locked = store.lock(id).orElseThrow(NotFound::new);
        var role = form.roleId() == null ? Optional.<Role>empty() : roles.lock(form.roleId());
        rules.requireAssignable(actor, form.type(), role);
        check(id, form, role);
        if (locked.status() != Status.CHECKED) {
            throw Conflict.changedMeanwhile(locked);
        }
        var notice = notices.inForce();
        var spoken =
                notice.spoken(Optional.ofNullable(form.attested().language()).orElse(language));
        store.start(id, actor, form, notice.version(), spoken);
        leases.renew(id);
        audit.record(
                actor,
                "import.started",
                target(id),
                Map.of("lines", locked.valid(), "noticeVersion", notice.version(), "language", spoken));
        return store.find(id).orElseThrow();
    }

    private void check(ImportId id, StartForm form, Optional<Role> role) {
        var fields = new Validation();
        var open = lines.open(id);
        if (form.type() == null && open.contains("type")) {
            fields.wrong("type", "required");
        }
        if (form.roleId() == null && open.contains("roleId")) {
            fields.wrong("roleId", "required");
        } else if (form.roleId() != null && role.isEmpty()) {
            fields.wrong("roleId", "unknown");
        } else {
            rules.checkTogether(fields, form.type(), role);
        }
        if (form.invites() && !mailQueue.isOffered()) {
            fields.wrong("invite", "no-mail");
        }
        form.attested().check(fields, notices.inForce());
        fields.check();
    }

    private void end(Actor actor, ImportId id) {
        actor.need(Permission.MANAGE_USERS);
        // Locked after the import, because each batch of the import locks the user who started it.
        var locked = store.lockUnfinished(id);
        rights.requireStill(actor, Permission.MANAGE_USERS);
        store.cancel(id, Stop.BY_HAND);
        leases.renew(id);
        audit.record(
                actor,
                "import.cancelled",
                target(id),
                Map.of("reason", Stop.BY_HAND.code(), "created", locked.created()));
    }

    private static Target target(ImportId id) {
        return new Target(ImportId.KIND, id.value());
    }
}
