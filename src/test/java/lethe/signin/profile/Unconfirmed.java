package lethe.signin.profile;

import java.time.Instant;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.SecretToken;
import org.springframework.context.ApplicationContext;

/** Inserts an unconfirmed e-mail where no mail server is configured. */
public final class Unconfirmed {
    private Unconfirmed() {}

    public static void insert(
            ApplicationContext context, OrganisationId organisation, UserId person, String email, Instant expires) {
        var token = SecretToken.fresh(OwnEmail.KIND, organisation, context.getBean(Randomness.class));
        context.getBean(EmailStore.class)
                .insertPending(organisation, person, EmailAddress.parse(email).orElseThrow(), token, expires);
    }
}
