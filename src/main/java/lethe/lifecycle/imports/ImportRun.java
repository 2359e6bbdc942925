package lethe.lifecycle.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.AssignmentRules.Refused;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.identity.users.BulkUserCreation;
import lethe.identity.users.CheckedUser;
import lethe.identity.users.Invitations;
import lethe.lifecycle.imports.Import.Status;
import lethe.lifecycle.staging.Forgetting;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.ImportProblem;
import lethe.lifecycle.staging.StagedLine;
import lethe.lifecycle.staging.StagedLines;
import lethe.platform.jobs.Leases;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.Consents;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates users from lines, a few hundred per transaction: each line entirely or not at all, whatever interrupts it.
 * For each transaction, the permissions of the user who started the import are checked again.
 */
@Component
class ImportRun {
    private static final int BATCH = 500;

    private final ImportStore imports;
    private final ImportSteps steps;
    private final StagedLines lines;
    private final ImportLinks importLinks;
    private final BulkUserCreation userCreation;
    private final AssignmentRules rules;
    private final Invitations invitations;
    private final Roles roles;
    private final Consents consents;
    private final Forgetting forgetting;
    private final Leases<ImportId> leases;
    private final TransactionTemplate transaction;

    ImportRun(
            ImportStore imports,
            ImportSteps steps,
            StagedLines lines,
            ImportLinks importLinks,
            BulkUserCreation userCreation,
            AssignmentRules rules,
            Invitations invitations,
            Roles roles,
            Consents consents,
            Forgetting forgetting,
            Leases<ImportId> leases,
            TransactionTemplate transaction) {
        this.imports = imports;
        this.steps = steps;
        this.lines = lines;
        this.importLinks = importLinks;
        this.userCreation = userCreation;
        this.rules = rules;
        this.invitations = invitations;
        this.roles = roles;
        this.consents = consents;
        this.forgetting = forgetting;
        this.leases = leases;
        this.transaction = transaction;
    }

    /** What remains after one transaction. */
    private enum Left {
        NOTHING,
        MORE,
        /** Keys of failed lines must be destroyed first. */
        MORE_AND_KEYS
    }

    /** Runs until nothing remains or the import is stopped. */
    void run(OrganisationId organisation, ImportId id) {
        var left = Left.MORE;
        while (left != Left.NOTHING) {
            left = Objects.requireNonNull(
                    leases.patiently(() -> transaction.execute(status -> step(organisation, id))));
            if (left == Left.MORE_AND_KEYS) {
                forgetting.finish(organisation, id);
            }
        }
    }

    private Left step(OrganisationId organisation, ImportId id) {
        var locked = imports.lock(id).orElseThrow(NotFound::new);
        if (locked.status() != Status.RUNNING) {
            return Left.NOTHING;
        }
        leases.renew(id);
        var started = imports.started(id).orElseThrow();
        var creator = userCreation.lockCreator(started.by());
        if (creator.isEmpty()) {
            steps.cancelled(Actor.system(organisation), locked, Stop.RIGHTS_LOST);
            return Left.NOTHING;
        }
        var batch = lines.lock(id, BATCH);
        if (batch.isEmpty() && !lines.any(id)) {
            steps.finished(Actor.system(organisation), locked);
            return Left.NOTHING;
        }
        return create(creator.get(), id, started, batch) ? Left.MORE : Left.MORE_AND_KEYS;
    }

    /** Returns false if lines failed. */
    private boolean create(Actor actor, ImportId id, Started started, List<StagedLine> batch) {
        var known = roles.lock(
                batch.stream().flatMap(line -> role(line, started).stream()).collect(Collectors.toSet()));
        var made = new ArrayList<StagedLine>();
        var people = new ArrayList<CheckedUser>();
        var problems = new ArrayList<ImportProblem>();
        for (var line : batch) {
            var role = role(line, started).map(known::get);
            var wrong = wrong(actor, line, started, role);
            if (wrong.isPresent()) {
                problems.add(new ImportProblem(
                        line.line(), wrong.get().field(), wrong.get().code()));
            } else {
                lines.newcomer(
                                actor.organisation(),
                                line,
                                type(line, started).orElseThrow(),
                                role.orElseThrow().id())
                        .ifPresentOrElse(
                                person -> {
                                    made.add(line);
                                    people.add(person);
                                },
                                () -> problems.add(new ImportProblem(line.line(), ImportProblem.WHOLE, "forgotten")));
            }
        }
        if (!people.isEmpty()) {
            var ids = people.stream().map(CheckedUser::id).toList();
            var attested = consents.attestAll(actor, ids, started.noticeVersion(), started.language(), started.at());
            userCreation.create(actor, people, Map.of("import", id.toString()), attested);
            if (started.invites()) {
                invitations.inviteAgain(actor, ids, Locale.of(started.language()));
            } else {
                importLinks.expect(actor.organisation(), id, made);
            }
        }
        lines.delete(id, batch);
        lines.note(actor.organisation(), id, problems);
        imports.count(id, 0, made.size(), problems.size());
        forgetting.later(
                actor.organisation(),
                id,
                batch.stream()
                        .filter(line -> !made.contains(line))
                        .map(StagedLine::slot)
                        .toList());
        return problems.isEmpty();
    }

    private Optional<Refused> wrong(Actor actor, StagedLine line, Started started, Optional<Role> role) {
        var type = type(line, started);
        if (role.isEmpty()) {
            return Optional.of(new Refused("role", "unknown"));
        } else if (type.isEmpty()) {
            return Optional.of(new Refused("type", "required"));
        } else {
            return rules.refused(actor, type.get(), role.get());
        }
    }

    private static Optional<UserType> type(StagedLine line, Started started) {
        return Optional.ofNullable(line.type()).or(() -> Optional.ofNullable(started.type()));
    }

    private static Optional<RoleId> role(StagedLine line, Started started) {
        return Optional.ofNullable(line.role()).or(() -> Optional.ofNullable(started.role()));
    }
}
