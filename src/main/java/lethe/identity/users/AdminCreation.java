package lethe.identity.users;

import lethe.identity.roles.Roles;
import lethe.identity.users.UserInsertion.Attesting;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Validation;
import lethe.privacy.notices.Notices;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Creates administrators for the operator, at the command line or, as the first user, by the set-up link. */
@Component
public class AdminCreation {
    private final UserStore store;
    private final UserInsertion insertion;
    private final Roles roles;
    private final Notices notices;
    private final Randomness randomness;

    AdminCreation(UserStore store, UserInsertion insertion, Roles roles, Notices notices, Randomness randomness) {
        this.store = store;
        this.insertion = insertion;
        this.roles = roles;
        this.notices = notices;
        this.randomness = randomness;
    }

    /** Creates an administrator at the operator's command line, with attested consent and without initial credentials. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserId createAdmin(Actor operator, NewUser form, String language) {
        operator.needOperator();
        var notice = notices.inForce();
        var fields = new Validation();
        var email = form.checkPerson(fields);
        form.attested().check(fields, notice);
        fields.check();
        var id = new UserId(randomness.uuid());
        insertion.insert(
                operator, id, form, email, roles.widest().orElseThrow(NotFound::new), new Attesting(notice, language));
        return id;
    }

    /** Creates the first administrator by the set-up link; they consent themselves afterwards, so nothing is attested. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserId createFirst(Actor operator, NewUser form) {
        operator.needOperator();
        if (store.hasUsers()) {
            throw Forbidden.adminsOnly();
        }
        var fields = new Validation();
        var email = form.checkPerson(fields);
        fields.check();
        var id = new UserId(randomness.uuid());
        insertion.insert(operator, id, form, email, roles.widest().orElseThrow(NotFound::new), null);
        return id;
    }
}
