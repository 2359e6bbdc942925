package lethe.organisations;

import java.util.ArrayList;
import java.util.List;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** The settings that an organisation can change itself. */
record OrganisationForm(
        @Nullable String name,
        @Nullable List<Support> support,
        @Nullable Long version) {

    Organisation on(Organisation before) {
        var fields = new Validation();
        var newName = name == null ? before.name() : fields.title("name", name);
        var channels = support == null ? before.support() : Organisations.checked(fields, support);
        fields.check();
        return new Organisation(before.id(), before.slug(), newName, channels, before.version());
    }

    List<String> named() {
        var named = new ArrayList<String>();
        if (name != null) {
            named.add("name");
        }
        if (support != null) {
            named.add("support");
        }
        return named;
    }
}
