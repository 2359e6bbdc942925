package lethe.identity.roles;

import java.util.List;
import java.util.Set;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** A role to be created; without permissions it allows nothing yet. */
record NewRole(@Nullable String name, @Nullable List<Permission> permissions) {
    String checkedName() {
        return checkedName(name);
    }

    Set<Permission> ticked() {
        return permissions == null ? Set.of() : Set.copyOf(permissions);
    }

    /** Nothing that was typed, for logs. */
    @Override
    public String toString() {
        return "NewRole[…]";
    }

    /** One line without an e-mail address: it stays with the records of whoever had the role, and could not be forgotten. */
    static String checkedName(@Nullable String typed) {
        var fields = new Validation();
        var name = fields.title("name", typed);
        if (name.indexOf('@') >= 0) {
            fields.wrong("name", "at-sign");
        }
        fields.check();
        return name;
    }
}
