package lethe.lifecycle.imports;

import java.util.Objects;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Roles;
import lethe.lifecycle.staging.LineValidator;
import lethe.platform.formats.CsvInput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.CurrentRights;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Accepts files of users, with {@link Permission#MANAGE_USERS}. */
@Component
class ImportUpload {
    private static final int MOST_LINES = 200_000;
    private final ImportSteps steps;
    private final ImportBackground background;
    private final CurrentRights rights;
    private final AssignmentRules rules;
    private final Roles roles;
    private final TransactionTemplate transaction;

    ImportUpload(
            ImportSteps steps,
            ImportBackground background,
            CurrentRights rights,
            AssignmentRules rules,
            Roles roles,
            TransactionTemplate transaction) {
        this.steps = steps;
        this.background = background;
        this.rights = rights;
        this.rules = rules;
        this.roles = roles;
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
            var validator = new LineValidator(actor, rules, roles.choice(actor));
            var uploaded = Objects.requireNonNull(transaction.execute(status -> insert(actor, shape)));
            background.check(actor, uploaded.id(), table, validator, file.length);
            return uploaded;
        } catch (RuntimeException refused) {
            background.release(file.length);
            throw refused;
        }
    }

    private Import insert(Actor actor, FileShape shape) {
        rights.requireStill(actor, Permission.MANAGE_USERS);
        return steps.uploaded(actor, shape);
    }
}
