package lethe.setup;

import java.util.List;
import lethe.kernel.EmailAddress;
import lethe.kernel.Fields;
import lethe.kernel.UserType;
import lethe.organisations.Support;
import lethe.users.NewUser;

/** What the first admin types at the set-up link; an own consent follows, so that nobody attests one. */
record FirstSteps(
        String organisation, String support, String firstName, String lastName, String email, String password) {
    void check(Fields fields) {
        fields.title("organisation", organisation);
        if (!support.isBlank() && EmailAddress.parse(support).isEmpty()) {
            fields.wrong("support", "email");
        }
        fields.name("firstName", firstName);
        fields.name("lastName", lastName);
        EmailAddress.check(fields, "email", email);
    }

    List<Support> channels() {
        return support.isBlank() ? List.of() : List.of(new Support(Support.Kind.EMAIL, support.strip()));
    }

    NewUser admin() {
        return new NewUser(firstName, lastName, email, UserType.ADMIN, null, null, null);
    }
}
