package lethe.signin.profile;

import java.util.Locale;
import java.util.Objects;
import lethe.identity.users.OwnAccount;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import lethe.signin.login.OwnPassword;
import lethe.signin.profile.OwnEmail.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets users rectify their own data (Art. 16 GDPR): everything in the request, or nothing. */
@Component
class ProfileChange {
    private final OwnAccount account;
    private final OwnEmail email;
    private final OwnPassword password;
    private final TransactionTemplate transaction;

    ProfileChange(OwnAccount account, OwnEmail email, OwnPassword password, TransactionTemplate transaction) {
        this.account = account;
        this.email = email;
        this.password = password;
        this.transaction = transaction;
    }

    /** @param currentPassword required to change the e-mail */
    record Change(
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String currentPassword) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "Change[…]";
        }
    }

    Outcome change(Actor actor, Change change, Locale language) {
        var fields = new Validation();
        account.check(fields, change.firstName(), change.lastName());
        if (change.email() == null) {
            fields.check();
            account.rename(actor, change.firstName(), change.lastName());
            return Outcome.IN_FORCE;
        } else {
            var address = EmailAddress.check(fields, "email", change.email());
            password.check(fields, actor, change.currentPassword());
            fields.check();
            return change(actor, change, address, language);
        }
    }

    private Outcome change(Actor actor, Change change, EmailAddress address, Locale language) {
        var outcome = transaction.execute(status -> {
            account.rename(actor, change.firstName(), change.lastName());
            return email.change(actor, address, language);
        });
        email.settle(actor);
        return Objects.requireNonNull(outcome);
    }
}
