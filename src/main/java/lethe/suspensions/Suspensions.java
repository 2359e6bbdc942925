package lethe.suspensions;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.Audit;
import lethe.audit.Target;
import lethe.kernel.Actor;
import lethe.kernel.Fields;
import lethe.kernel.OrganisationId;
import lethe.kernel.Permission;
import lethe.kernel.Tenancy;
import lethe.kernel.UserId;
import lethe.privacy.PersonalData;
import lethe.sessions.Sessions;
import lethe.users.People;
import lethe.users.UserStatus;
import lethe.vault.Place;
import lethe.vault.Slot;
import lethe.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Suspends people and reactivates them, with {@link Permission#MANAGE_USERS}. Who is suspended is signed out at once and
 * cannot sign in, nor use a token; everything of theirs stays. The reason is about a person, so it is sealed, and is
 * forgotten with them.
 */
@Component
class Suspensions implements PersonalData {
    private static final int LONGEST_REASON = 500;
    private static final String TABLE = "suspension";
    private final SuspensionStore store;
    private final People people;
    private final Sessions sessions;
    private final SuspensionLetters letters;
    private final Vault vault;
    private final Audit audit;

    Suspensions(SuspensionStore store, People people, Sessions sessions, SuspensionLetters letters, Vault vault, Audit audit) {
        this.store = store;
        this.people = people;
        this.sessions = sessions;
        this.letters = letters;
        this.vault = vault;
        this.audit = audit;
    }

    /** Again is the same as once: the first reason stays. */
    @Transactional
    void suspend(Actor actor, UserId person, @Nullable String typed) {
        actor.need(Permission.MANAGE_USERS);
        var was = people.holdAnother(actor, person);
        var reason = checked(typed);
        if (was != UserStatus.SUSPENDED) {
            people.suspend(person);
            sessions.endAll(person, false);
            seal(actor, person, reason, was);
            letters.tell(person);
            audit.record(actor, "user.suspended", Target.of(person));
        }
    }

    /** Who is not suspended stays as they are. */
    @Transactional
    void reactivate(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        if (people.holdAnother(actor, person) == UserStatus.SUSPENDED) {
            people.reactivate(
                    person, store.find(person).map(SuspensionStore.Row::was).orElse(UserStatus.ACTIVE));
            store.end(person);
            letters.tell(person);
            audit.record(actor, "user.reactivated", Target.of(person));
        }
    }

    /** Why somebody is suspended, for who may suspend them or let them in; empty when they are not. */
    @Transactional
    Optional<Suspension> get(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        people.holdAnother(actor, person);
        return store.find(person)
                .map(row -> new Suspension(
                        vault.open(actor.organisation(), row.slot(), place(person), row.reason()), row.at(), row.by()));
    }

    @Override
    public Erasure erase(UserId person) {
        List<Slot> slots = store.slot(person).stream().toList();
        store.delete(person);
        return new Erasure("suspensions", slots.isEmpty() ? List.of() : List.of("reason"), slots);
    }

    @Override
    public Optional<String> open(Sealed value) {
        if (!value.table().equals(TABLE)) {
            return Optional.empty();
        }
        var organisation = Tenancy.organisation().orElseThrow();
        var slot = new Slot((Long) Objects.requireNonNull(value.row().get("reason_slot")));
        var person = new UserId((UUID) Objects.requireNonNull(value.row().get("user_id")));
        return Optional.of(vault.open(organisation, slot, place(person), value.bytes()));
    }

    private void seal(Actor actor, UserId person, String reason, UserStatus was) {
        OrganisationId organisation = actor.organisation();
        var slot = store.slot(person).orElseGet(() -> vault.newSecretsSlot(organisation));
        var sealed = vault.seal(organisation, slot, place(person), reason);
        store.begin(organisation, person, slot, sealed, actor.self(), was);
    }

    private static String checked(@Nullable String typed) {
        var fields = new Fields();
        var reason = fields.text("reason", typed, LONGEST_REASON);
        fields.check();
        return reason;
    }

    private static Place place(UserId person) {
        return new Place(TABLE, "reason", person.value());
    }
}
