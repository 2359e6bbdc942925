package lethe.lifecycle.imports;

import java.util.Map;
import java.util.Objects;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.identity.users.User;
import lethe.identity.users.Users;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.Rfc3339;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The users of an organisation as CSV, as in the list of users; without terminated ones. */
@Component
class PeopleExport {
    private final Users users;
    private final Roles roles;
    private final Audit audit;
    private final TransactionTemplate transaction;

    PeopleExport(Users users, Roles roles, Audit audit, TransactionTemplate transaction) {
        this.users = users;
        this.roles = roles;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Call this before the first byte: it records a view of all users, so that the audit log shows who has seen them.
     */
    void begin(Actor actor) {
        actor.need(Permission.MANAGE_USERS);
        transaction.executeWithoutResult(
                status -> audit.record(actor, "user.viewed", Target.of(actor.organisation()), Map.of("export", "csv")));
    }

    void write(Actor actor, CsvOutput sheet) {
        var names = Role.options(roles.choice(actor));
        sheet.line("id", "firstName", "lastName", "email", "type", "role", "status", "createdAt", "accessUntil");
        var some = users.following(actor, null);
        while (!some.isEmpty()) {
            some.forEach(user -> write(sheet, user, names));
            some = users.following(actor, some.getLast());
        }
        sheet.flush();
    }

    private static void write(CsvOutput sheet, User.Present user, Map<String, String> roles) {
        var role = user.roleId().toString();
        sheet.line(
                user.id().toString(),
                user.firstName(),
                user.lastName(),
                user.email(),
                user.type().name(),
                roles.getOrDefault(role, role),
                user.status().name(),
                Rfc3339.text(user.createdAt()),
                Objects.toString(user.accessUntil(), ""));
    }
}
