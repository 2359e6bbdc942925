package lethe.identity.roles;

import java.util.List;
import java.util.Set;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** A role to be created; without permissions it allows nothing. */
record NewRole(@Nullable String name, @Nullable List<Permission> permissions) {
    String checkedName() {
        return checkedName(name);
    }

    Set<Permission> ticked() {
        return permissions == null ? Set.of() : Set.copyOf(permissions);
    }

    /** Omits the input, for logs. */
    @Override
    public String toString() {
        return "NewRole[…]";
    }

    /**
     * One line without an @: the name is kept in the records of former holders, so an e-mail address in it could not be
     * erased.
     */
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
