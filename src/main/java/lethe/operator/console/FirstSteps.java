package lethe.operator.console;

import java.util.List;
import lethe.identity.users.NewUser;
import lethe.organisations.Support;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import lethe.signin.passwords.Passwords;

/**
 * The form of the set-up link. The administrator consents on the next page, so no one attests it.
 *
 * @param repeated the password again, because the field does not show it
 */
record FirstSteps(
        String organisation,
        String support,
        String firstName,
        String lastName,
        String email,
        String password,
        String repeated) {
    void check(Validation fields, Passwords passwords) {
        fields.title("organisation", organisation);
        if (!support.isBlank()) {
            EmailAddress.check(fields, "support", support);
        }
        fields.name("firstName", firstName);
        fields.name("lastName", lastName);
        EmailAddress.check(fields, "email", email);
        passwords.check(fields, "password", password);
        if (!password.equals(repeated)) {
            fields.wrong("repeated", "password-differs");
        }
    }

    List<Support> channels() {
        return support.isBlank() ? List.of() : List.of(new Support(Support.Kind.EMAIL, support.strip()));
    }

    NewUser admin() {
        return new NewUser(firstName, lastName, email, UserType.ADMIN, null, null, null);
    }
}
