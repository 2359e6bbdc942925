package lethe.identity.users;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Reassignment;
import lethe.identity.roles.Reassignment.Assigned;
import lethe.identity.roles.Roles;
import lethe.identity.roles.Standing;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import lethe.privacy.consent.ConsentEvidence;
import lethe.privacy.consent.ConsentEvidence.Attestation;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import lethe.privacy.consent.Consents;
import lethe.privacy.consent.Consents.ConsentStanding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The users of an organisation, for actors with {@link Permission#MANAGE_USERS}. */
@Component
public class Users {
    private final UserStore store;
    private final SealedEmails sealedEmails;
    private final Roles roles;
    private final AssignmentRules rules;
    private final Standing standing;
    private final Consents consents;
    private final Audit audit;
    private final RoundTrips trips;

    Users(
            UserStore store,
            SealedEmails sealedEmails,
            Roles roles,
            AssignmentRules rules,
            Standing standing,
            Consents consents,
            Audit audit,
            RoundTrips trips) {
        this.store = store;
        this.sealedEmails = sealedEmails;
        this.roles = roles;
        this.rules = rules;
        this.standing = standing;
        this.consents = consents;
        this.audit = audit;
        this.trips = trips;
    }

    @Transactional(readOnly = true)
    Page<User> list(Actor actor, UserFilter filter) {
        actor.need(Permission.MANAGE_USERS);
        if (filter.status() == UserStatus.TERMINATED) {
            actor.need(Permission.VIEW_AUDIT_LOG);
        }
        var rows = store.list(filter);
        return Page.of(rows, filter.limit(), row -> row.id().value()).map(sealedEmails::user);
    }

    /**
     * Returns the users that follow {@code last}, or the first ones, without terminated ones. For exports, which remain
     * complete if users are changed or terminated in the meantime. The permission is checked each time, because it may
     * have been revoked.
     */
    @Transactional
    public List<User.Present> following(Actor actor, User.@Nullable Present last) {
        standing.requireStill(actor, Permission.MANAGE_USERS);
        return store.following(last, Page.MOST).stream()
                .map(sealedEmails::present)
                .toList();
    }

    /** One user with all evidence; a terminated one needs {@link Permission#VIEW_AUDIT_LOG}. Records the view. */
    @Transactional
    public ShownUser get(Actor actor, UserId id) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        var user = store.find(id)
                .map(sealedEmails::user)
                .filter(found ->
                        actor.may(found instanceof User.Former ? Permission.VIEW_AUDIT_LOG : Permission.MANAGE_USERS))
                .orElseThrow(NotFound::new);
        return seen(actor, user);
    }

    /** The user with exactly this e-mail. */
    @Transactional
    public Optional<SeenUser> lookUp(Actor actor, @Nullable String email) {
        actor.need(Permission.MANAGE_USERS);
        var fields = new Validation();
        var address = EmailAddress.check(fields, "email", email);
        fields.check();
        return sealedEmails.find(actor.organisation(), address).map(user -> (SeenUser) seen(actor, user));
    }

    /** The names of users in data about others that the actor sees: past acts still name their actors. */
    @Transactional(readOnly = true)
    public Map<UserId, String> names(Actor actor, Collection<UserId> people) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        return store.of(people);
    }

    /**
     * @param names of the users who attested the consent or handed over the first credentials, which the person may
     *     know
     */
    public record OwnEvidence(List<ConsentEvidence> evidence, Map<UserId, String> names) {}

    /** The caller's own decisions, and what was attested about them. */
    @Transactional(readOnly = true)
    public OwnEvidence ownEvidence(Actor actor) {
        var evidence = consents.evidence(actor, actor.self());
        return new OwnEvidence(evidence, store.of(others(evidence)));
    }

    /** The caller, whatever their permissions. */
    @Transactional(readOnly = true)
    public SeenUser me(Actor actor) {
        return trips.ask(trip -> me(trip, actor));
    }

    /** As {@link #me(Actor)}, in the caller's transaction. */
    public Supplier<SeenUser> me(RoundTrip trip, Actor actor) {
        var found = store.find(trip, actor.self());
        var consent = consents.of(trip, actor.self());
        return () -> found.get()
                .map(sealedEmails::user)
                .filter(User.Present.class::isInstance)
                .map(User.Present.class::cast)
                .map(user -> withEvidence(user, consent.get()))
                .orElseThrow(NotFound::new);
    }

    /** Gives a user another type or role; repeating a change does nothing. */
    @Transactional
    public ShownUser reassign(Actor actor, UserId id, Reassignment form) {
        actor.need(Permission.MANAGE_USERS);
        var asked = trips.start();
        var locked = standing.lock(asked, actor, List.of(id));
        var found = store.lock(asked, id);
        asked.go();
        var now = locked.get();
        now.need(Permission.MANAGE_USERS);
        var row = found.get().orElseThrow(NotFound::new);
        if (!form.personal().isEmpty()) {
            throw Forbidden.personalDataOfAnother(form.personal());
        }
        if (row.roleId() == null) {
            throw Conflict.changedMeanwhile(Map.of("id", id, "status", UserStatus.TERMINATED));
        }
        var trip = trips.start();
        if (!form.isEmpty()) {
            reassign(trip, now, row, form);
        }
        var after = store.find(trip, id);
        var consent = consents.of(trip, id);
        trip.go();
        return withEvidence((User.Present) sealedEmails.user(after.get().orElseThrow(NotFound::new)), consent.get());
    }

    private void reassign(RoundTrip trip, Actor actor, UserRow row, Reassignment form) {
        var before = new Assigned(row.type(), row.role(), row.accessUntil());
        var after = form.of(before);
        var locked = roles.lock(List.of(before.role(), after.role()));
        var oldRole = Optional.ofNullable(locked.get(before.role())).orElseThrow(NotFound::new);
        var newRole = Optional.ofNullable(locked.get(after.role()));
        rules.requireReassignable(actor, row.id(), before.type(), oldRole);
        rules.requireAssignable(actor, after.type(), newRole);
        rules.checkReassigned(after.type(), newRole, form.accessUntil());
        rules.keepAnAdmin(row.id(), before.type(), after.type());
        store.reassign(trip, row.id(), after);
        audit.record(trip, actor, "user.reassigned", Target.of(row.id()), Reassignment.facts(before, after));
    }

    /** With all evidence; records the view. */
    private ShownUser seen(Actor actor, User user) {
        var trip = trips.start();
        var shown = shown(trip, user);
        audit.record(trip, actor, "user.viewed", Target.of(user.id()), Map.of());
        trip.go();
        return shown.get();
    }

    private Supplier<ShownUser> shown(RoundTrip trip, User user) {
        return switch (user) {
            case User.Present present -> {
                var consent = consents.of(trip, present.id());
                yield () -> withEvidence(present, consent.get());
            }
            case User.Former former -> () -> former;
        };
    }

    private static SeenUser withEvidence(User.Present user, ConsentStanding consent) {
        return SeenUser.with(user, consent.attested(), consent.own());
    }

    private static List<UserId> others(List<ConsentEvidence> evidence) {
        return evidence.stream()
                .flatMap(one -> switch (one) {
                    case Attestation attested -> Stream.ofNullable(attested.attestedBy());
                    case OwnConsent own -> Stream.ofNullable(own.handedOverBy());
                    case NewsletterConsent own -> Stream.<UserId>empty();
                })
                .distinct()
                .toList();
    }
}
