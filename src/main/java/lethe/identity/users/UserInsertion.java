package lethe.identity.users;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.Role;
import lethe.identity.users.InitialCredentials.Chosen;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceHolder.Row;
import lethe.platform.requests.EmailAddress;
import lethe.privacy.consent.Consents;
import lethe.privacy.notices.NoticeInForce;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stores a new user who has been checked. This takes two round trips: audit entries contain hashes of the evidence as
 * stored.
 */
@Component
class UserInsertion {
    private final UserStore store;
    private final SealedEmails sealedEmails;
    private final Consents consents;
    private final InitialCredentials credentials;
    private final Audit audit;
    private final RoundTrips trips;
    private final Clock clock;

    UserInsertion(
            UserStore store,
            SealedEmails sealedEmails,
            Consents consents,
            InitialCredentials credentials,
            Audit audit,
            RoundTrips trips,
            Clock clock) {
        this.store = store;
        this.sealedEmails = sealedEmails;
        this.consents = consents;
        this.credentials = credentials;
        this.audit = audit;
        this.trips = trips;
        this.clock = clock;
    }

    /** @param language in which the attesting creator read the notice */
    record Attesting(NoticeInForce notice, String language) {}

    /**
     * Inserts the user with initial credentials.
     *
     * @return the user as shown after the creation
     */
    SeenUser insert(
            Actor actor, UserId id, NewUser form, EmailAddress email, Role role, Attesting attesting, Chosen chosen) {
        actor.need(Permission.MANAGE_USERS);
        var keys = sealedEmails.claimForPerson(actor.organisation(), email);
        var person = form.checked(id, keys.email(), email, role.id());
        var now = clock.instant();
        var made = insertEvidence(actor, person, attesting, now);
        var trip = trips.start();
        sealedEmails.open(trip, actor.organisation(), List.of(person));
        audit.record(trip, actor, "user.created", Target.of(id), EvidenceHolder.facts(made));
        var secret = credentials.prepare(trip, actor, id, keys.secrets(), chosen);
        var consent = consents.of(trip, id);
        trip.go();
        return SeenUser.created(person.present(now, actor), consent.get().attested(), secret);
    }

    /**
     * Inserts the user without initial credentials.
     *
     * @param attesting absent if no one attests
     */
    void insert(Actor actor, UserId id, NewUser form, EmailAddress email, Role role, @Nullable Attesting attesting) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        var slot = sealedEmails.claim(actor.organisation(), email);
        var person = form.checked(id, slot, email, role.id());
        var made = insertEvidence(actor, person, attesting, clock.instant());
        var trip = trips.start();
        sealedEmails.open(trip, actor.organisation(), List.of(person));
        audit.record(trip, actor, "user.created", Target.of(id), EvidenceHolder.facts(made));
        trip.go();
    }

    private List<Row> insertEvidence(Actor actor, CheckedUser person, @Nullable Attesting attesting, Instant now) {
        var trip = trips.start();
        var attested = attesting == null
                ? null
                : consents.attest(trip, actor, person.id(), attesting.notice(), attesting.language());
        var names = store.insert(trip, actor, List.of(person), now);
        trip.go();
        var made = new ArrayList<>(names.get());
        if (attested != null) {
            made.add(attested.get());
        }
        return made;
    }
}
