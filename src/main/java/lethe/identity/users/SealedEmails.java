package lethe.identity.users;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Roles;
import lethe.identity.roles.Standing;
import lethe.identity.users.User.Former;
import lethe.identity.users.User.LastRole;
import lethe.identity.users.User.Present;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.RecipientLookup;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.KeyFileDamaged;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.requests.EmailAddress;
import lethe.privacy.erasure.Receipts;
import lethe.privacy.erasure.TerminationTarget;
import lethe.vault.consistency.EmailSource;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import lethe.vault.vault.Vault.PersonKeys;
import org.springframework.stereotype.Component;

/** E-mails, which are stored only sealed: creates accounts, finds them, and erases them at termination. */
@Component
class SealedEmails implements PersonalDataHolder, TerminationTarget, RecipientLookup, EmailSource {
    private static final String TABLE = "account";
    private final UserStore store;
    private final Vault vault;
    private final Roles roles;
    private final AssignmentRules rights;
    private final Standing standing;
    private final RoundTrips trips;

    SealedEmails(
            UserStore store, Vault vault, Roles roles, AssignmentRules rights, Standing standing, RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.vault = vault;
        this.roles = roles;
        this.rights = rights;
        this.standing = standing;
    }

    /** Creates the accounts of new users, each e-mail sealed under the key claimed for it. */
    void open(OrganisationId organisation, List<CheckedUser> people) {
        var trip = trips.start();
        open(trip, organisation, people);
        trip.go();
    }

    void open(RoundTrip trip, OrganisationId organisation, List<CheckedUser> people) {
        var sealed = people.stream()
                .map(one -> vault.seal(organisation, one.slot(), place(one.id()), one.email()))
                .toList();
        store.insertAccounts(trip, organisation, people, sealed);
    }

    public Optional<Present> find(OrganisationId organisation, EmailAddress email) {
        return vault.find(organisation, email.normal()).stream()
                .flatMap(slot -> store.findBySlot(slot).stream())
                .map(this::present)
                .filter(user -> has(user, email))
                .findFirst();
    }

    User user(UserRow row) {
        return row.status() == UserStatus.TERMINATED ? former(row) : present(row);
    }

    @Override
    public Optional<MailRecipient> of(UserId person) {
        return store.find(person)
                .filter(row -> row.status() != UserStatus.TERMINATED)
                .map(this::present)
                .map(user -> new MailRecipient(user.firstName(), user.lastName(), user.email()));
    }

    /** Gives the signed-in user another e-mail, under a new key; the caller destroys the previous one. */
    KeySlot replace(OrganisationId organisation, UserId id, EmailAddress email) {
        var slot = claim(organisation, email);
        store.changeEmail(slot, vault.seal(organisation, slot, place(id), email.typed()));
        return slot;
    }

    /** Stores the same e-mail in another spelling, under the same key. */
    void respell(OrganisationId organisation, UserId id, KeySlot slot, EmailAddress email) {
        store.changeEmail(slot, vault.seal(organisation, slot, place(id), email.typed()));
    }

    /** Claims a key for the e-mail; 409 {@code email-in-use} if another user has it. */
    KeySlot claim(OrganisationId organisation, EmailAddress email) {
        refuseFormerlyHeld(organisation, email);
        return vault.claim(organisation, email.normal(), this::isHeld);
    }

    /** As {@link #claim}, with another key for the secrets of the user who gets it. */
    PersonKeys claimForPerson(OrganisationId organisation, EmailAddress email) {
        refuseFormerlyHeld(organisation, email);
        return vault.claimForPerson(organisation, email.normal(), this::isHeld);
    }

    private boolean isHeld(KeySlot slot) {
        return store.findBySlot(slot).isPresent();
    }

    private void refuseFormerlyHeld(OrganisationId organisation, EmailAddress email) {
        if (EmailAddress.former(email.normal()).isPresent()
                && find(organisation, email).isPresent()) {
            throw new Conflict("email-in-use", "email");
        }
    }

    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        var slots = store.deleteAccount(trip, person);
        return () -> new Erasure("users", List.of("email"), slots.get());
    }

    @Override
    public Optional<String> open(Sealed value) {
        if (!value.table().equals(TABLE)) {
            return Optional.empty();
        }
        var organisation = TenantContext.organisation().orElseThrow();
        var slot = new KeySlot((Long) Objects.requireNonNull(value.row().get("key_slot")));
        var person = new UserId((UUID) Objects.requireNonNull(value.row().get("user_id")));
        return Optional.of(vault.open(organisation, slot, place(person), value.bytes()));
    }

    @Override
    public boolean lockLeaving(Actor actor, UserId person) {
        checkMayTerminate(actor, person);
        // Users who terminate themselves are not locked as actors: a second, concurrent request must not be refused.
        var trip = trips.start();
        Supplier<Actor> held = actor.is(person) ? () -> actor : standing.lock(trip, actor, List.of(person));
        var found = store.lock(trip, person);
        trip.go();
        var now = held.get();
        var row = found.get().orElseThrow(NotFound::new);
        if (row.status() != UserStatus.TERMINATED && !actor.is(person) && actor.kind() != Actor.Kind.SYSTEM) {
            now.need(Permission.MANAGE_USERS);
            rights.requireManageable(now, row.type(), roles.lock(row.role()).orElseThrow(NotFound::new));
        }
        return row.status() != UserStatus.TERMINATED;
    }

    @Override
    public void leave(RoundTrip trip, Actor actor, UserId person, Instant at, LocalDate retainedUntil) {
        checkMayTerminate(actor, person);
        store.terminate(trip, person, actor.user(), at, retainedUntil);
    }

    private static void checkMayTerminate(Actor actor, UserId person) {
        if (!actor.is(person)) {
            actor.needIfPerson(Permission.MANAGE_USERS);
        }
    }

    private static boolean has(Present user, EmailAddress email) {
        return EmailAddress.parse(user.email())
                .filter(own -> own.normal().equals(email.normal()))
                .isPresent();
    }

    private static List<KeySlot> slots(UserRow row) {
        return row.keySlot() == null ? List.of() : List.of(new KeySlot(row.keySlot()));
    }

    Present present(UserRow row) {
        var organisation = TenantContext.organisation().orElseThrow();
        var slot = new KeySlot(Objects.requireNonNull(row.keySlot()));
        var email = email(organisation, slot, row);
        return new Present(
                row.id(),
                row.firstName(),
                row.lastName(),
                email,
                row.type(),
                row.role(),
                row.accessUntil(),
                row.status(),
                row.createdAt(),
                row.createdBy());
    }

    @Override
    public Map<KeySlot, String> under(Collection<KeySlot> slots) {
        var found = new HashMap<KeySlot, String>();
        for (var row : store.findBySlots(slots)) {
            EmailAddress.parse(present(row).email())
                    .ifPresent(email -> found.put(slots(row).getFirst(), email.normal()));
        }
        return found;
    }

    /**
     * Empty if the key is missing, because the e-mail was changed after a backup that was restored since, or damaged.
     * Only the user knows the e-mail then, and the other data is shown nevertheless.
     */
    private String email(OrganisationId organisation, KeySlot slot, UserRow row) {
        try {
            return vault.open(organisation, slot, place(row.id()), Objects.requireNonNull(row.email()));
        } catch (KeyDestroyed | KeyFileDamaged onlyThePersonKnows) {
            return "";
        }
    }

    private static Former former(UserRow row) {
        return new Former(
                row.id(),
                row.firstName(),
                row.lastName(),
                row.status(),
                row.type(),
                new LastRole(Objects.requireNonNull(row.lastRoleId()), Objects.requireNonNull(row.lastRoleName())),
                row.createdAt(),
                Objects.requireNonNull(row.terminatedAt()),
                row.terminatedBy(),
                Receipts.GROUND,
                Objects.requireNonNull(row.retainedUntil()));
    }

    private static SealContext place(UserId id) {
        return new SealContext(TABLE, "email", id.value());
    }
}
