package lethe.lifecycle.staging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.platform.formats.Column;
import lethe.platform.formats.Row;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.MixedScripts;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** Validates the lines of one file in order; remembers the e-mails it has seen. */
public final class LineValidator {
    public static final List<Column> COLUMNS = List.of(
            Column.required("firstName", "Vorname", "givenName", "forename"),
            Column.required("lastName", "Nachname", "Familienname", "familyName", "surname"),
            Column.required("email", "E-Mail", "E-Mail-Adresse", "emailAddress", "mail"),
            Column.optional("type", "Typ", "Benutzertyp", "userType"),
            Column.optional("role", "Rolle"));

    /** By name and, because people type these files, by the labels on the pages. */
    private static final Map<String, UserType> TYPES = Map.of(
            "admin", UserType.ADMIN,
            "administrator", UserType.ADMIN,
            "administration", UserType.ADMIN,
            "internal", UserType.INTERNAL,
            "intern", UserType.INTERNAL,
            "external", UserType.EXTERNAL,
            "extern", UserType.EXTERNAL);

    private final Actor actor;
    private final AssignmentRules rules;
    private final Map<String, Role> roles = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    /** @param roles the roles that a line can name, by id or by name */
    public LineValidator(Actor actor, AssignmentRules rules, List<Role> roles) {
        this.actor = actor;
        this.rules = rules;
        for (var role : roles) {
            this.roles.put(compared(role.name()), role);
            this.roles.put(role.id().toString(), role);
        }
    }

    /**
     * A validated line.
     *
     * @param email the normalised e-mail, for comparison; empty if invalid
     * @param problems empty if there is nothing to report
     */
    public record Verdict(
            int line,
            PersonLine person,
            String email,
            @Nullable UserType type,
            @Nullable Role role,
            List<ImportProblem> problems) {
        boolean isFine() {
            return problems.stream().noneMatch(ImportProblem::rejects);
        }

        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "Verdict[" + line + "]";
        }
    }

    public Verdict of(Row row) {
        var problems = new ArrayList<ImportProblem>();
        if (!row.fits()) {
            problems.add(new ImportProblem(row.line(), ImportProblem.WHOLE, "columns"));
        }
        var fields = new Validation();
        var first = fields.name("firstName", row.cell("firstName"));
        var last = fields.name("lastName", row.cell("lastName"));
        var email = EmailAddress.check(fields, ImportProblem.EMAIL, row.cell(ImportProblem.EMAIL));
        var type = type(fields, row.cell("type"));
        var role = role(fields, row.cell("role"));
        rules.refused(actor, type.orElse(null), role.orElse(null))
                .ifPresent(refused -> fields.wrong(refused.field(), refused.code()));
        if (!email.normal().isEmpty() && seen.putIfAbsent(email.normal(), row.line()) != null) {
            fields.wrong(ImportProblem.EMAIL, "duplicate-in-file");
        }
        errors(fields).forEach(error -> problems.add(new ImportProblem(row.line(), error.field(), error.code())));
        MixedScripts.in(first, last, email.typed())
                .forEach(note -> problems.add(new ImportProblem(row.line(), note.field(), note.code())));
        var person = new PersonLine(first, last, email.typed());
        return new Verdict(row.line(), person, email.normal(), type.orElse(null), role.orElse(null), problems);
    }

    private static List<FieldError> errors(Validation fields) {
        return fields.fine() ? List.of() : fields.refusal().errors();
    }

    private static Optional<UserType> type(Validation fields, String typed) {
        var type = Optional.ofNullable(TYPES.get(typed.toLowerCase(Locale.ROOT)));
        if (type.isEmpty() && !typed.isEmpty()) {
            fields.wrong("type", "unknown");
        }
        return type;
    }

    private Optional<Role> role(Validation fields, String typed) {
        var role = Optional.ofNullable(roles.get(compared(typed)));
        if (role.isEmpty() && !typed.isEmpty()) {
            fields.wrong("role", "unknown");
        }
        return role;
    }

    private static String compared(String name) {
        return Validation.composed(name).toLowerCase(Locale.ROOT);
    }
}
