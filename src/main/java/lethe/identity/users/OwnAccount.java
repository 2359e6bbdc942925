package lethe.identity.users;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.users.User.Present;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Changes that only users themselves can make to their account; the database checks this as well. */
@Component
public class OwnAccount {
    private final UserStore store;
    private final SealedEmails sealedEmails;
    private final Audit audit;

    OwnAccount(UserStore store, SealedEmails sealedEmails, Audit audit) {
        this.store = store;
        this.sealedEmails = sealedEmails;
        this.audit = audit;
    }

    /**
     * The key of the current e-mail, and the e-mail; empty if it was changed after the backup from which the database
     * was restored, so that only the user knows it.
     */
    public record Held(KeySlot slot, Optional<EmailAddress> email) {}

    /** Adds the errors in new names; absent names do not change. */
    public void check(Validation fields, @Nullable String firstName, @Nullable String lastName) {
        if (firstName != null) {
            fields.name("firstName", firstName);
        }
        if (lastName != null) {
            fields.name("lastName", lastName);
        }
    }

    /** Changes the actor's own names; absent names do not change, and repeating a change does nothing. */
    @Transactional
    public void rename(Actor actor, @Nullable String firstName, @Nullable String lastName) {
        var fields = new Validation();
        check(fields, firstName, lastName);
        fields.check();
        var before = present(actor.self());
        var first = Optional.ofNullable(firstName).map(String::strip).orElse(before.firstName());
        var last = Optional.ofNullable(lastName).map(String::strip).orElse(before.lastName());
        var changed = changed(before, first, last);
        if (!changed.isEmpty()) {
            var former = store.name(actor.self());
            store.changeName(first, last);
            var facts = new HashMap<String, Object>(Map.of("fields", changed));
            facts.putAll(EvidenceHolder.facts(List.of(store.name(actor.self()))));
            facts.putAll(EvidenceHolder.replaced(List.of(former)));
            audit.record(actor, "me.name-changed", Target.of(actor.self()), facts);
        }
    }

    /** Locks the user until the transaction ends; empty once they are terminated. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Held> lock(UserId person) {
        return store.lock(person).filter(row -> row.keySlot() != null).map(row -> {
            var email = ((Present) sealedEmails.user(row)).email();
            return new Held(new KeySlot(Objects.requireNonNull(row.keySlot())), EmailAddress.parse(email));
        });
    }

    /**
     * Replaces the e-mail; 409 {@code email-in-use} if another user has it.
     *
     * @return the previous e-mail's key, which still opens it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public KeySlot replaceEmail(Actor actor, EmailAddress email) {
        var before = lock(actor.self()).orElseThrow(NotFound::new);
        sealedEmails.replace(actor.organisation(), actor.self(), email);
        audit.record(actor, "me.email-changed", Target.of(actor.self()));
        return before.slot();
    }

    /** Changes only the spelling of the e-mail. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void respellEmail(Actor actor, EmailAddress email) {
        var before = lock(actor.self()).orElseThrow(NotFound::new);
        sealedEmails.respell(actor.organisation(), actor.self(), before.slot(), email);
        audit.record(actor, "me.email-changed", Target.of(actor.self()));
    }

    private Present present(UserId person) {
        return store.lock(person)
                .map(sealedEmails::user)
                .filter(Present.class::isInstance)
                .map(Present.class::cast)
                .orElseThrow(NotFound::new);
    }

    private static List<String> changed(Present before, String first, String last) {
        var changed = new ArrayList<String>();
        if (!first.equals(before.firstName())) {
            changed.add("firstName");
        }
        if (!last.equals(before.lastName())) {
            changed.add("lastName");
        }
        return changed;
    }
}
