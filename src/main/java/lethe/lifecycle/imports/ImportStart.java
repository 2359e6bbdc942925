package lethe.lifecycle.imports;

import java.util.Objects;
import java.util.Optional;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.lifecycle.imports.Import.Status;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.StagedLines;
import lethe.messaging.mail.MailQueue;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.Validation;
import lethe.privacy.notices.NoticeInForce;
import lethe.privacy.notices.Notices;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts checked imports, with {@link Permission#MANAGE_USERS}. */
@Component
class ImportStart {
    private final ImportSteps steps;
    private final StagedLines lines;
    private final ImportBackground background;
    private final AssignmentRules rules;
    private final Roles roles;
    private final Notices notices;
    private final MailQueue mailQueue;
    private final TransactionTemplate transaction;

    ImportStart(
            ImportSteps steps,
            StagedLines lines,
            ImportBackground background,
            AssignmentRules rules,
            Roles roles,
            Notices notices,
            MailQueue mailQueue,
            TransactionTemplate transaction) {
        this.steps = steps;
        this.lines = lines;
        this.background = background;
        this.rules = rules;
        this.roles = roles;
        this.notices = notices;
        this.mailQueue = mailQueue;
        this.transaction = transaction;
    }

    /** Whether created users can be invited by mail. */
    public boolean isMailOffered() {
        return mailQueue.isOffered();
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

    private Import begin(Actor actor, ImportId id, StartForm form, String language) {
        actor.need(Permission.MANAGE_USERS);
        var locked = steps.lock(actor, id).orElseThrow(NotFound::new);
        var role = form.roleId() == null ? Optional.<Role>empty() : roles.lock(form.roleId());
        rules.requireAssignable(actor, form.type(), role);
        var notice = notices.inForce();
        check(id, form, role, notice);
        if (locked.status() != Status.CHECKED) {
            throw Conflict.changedMeanwhile(locked);
        }
        var spoken =
                notice.spoken(Optional.ofNullable(form.attested().language()).orElse(language));
        return steps.started(actor, locked, form, notice.version(), spoken);
    }

    private void check(ImportId id, StartForm form, Optional<Role> role, NoticeInForce notice) {
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
        form.attested().check(fields, notice);
        fields.check();
    }
}
