package lethe.lifecycle.suspensions;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.identity.users.UserStatus;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;

/** The reasons for suspensions: personal data, so encrypted, and erased with the user. */
@Component
class SuspensionReasons implements PersonalDataHolder {
    private static final String TABLE = "suspension";
    private final SuspensionStore store;
    private final Vault vault;

    SuspensionReasons(SuspensionStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    void seal(Actor actor, UserId person, String reason, UserStatus was) {
        OrganisationId organisation = actor.organisation();
        var slot = store.slot(person).orElseGet(() -> vault.newSecretsSlot(organisation));
        var sealed = vault.seal(organisation, slot, place(person), reason);
        store.begin(organisation, person, slot, sealed, actor.self(), was);
    }

    Suspension open(Actor actor, UserId person, SuspensionStore.Row row) {
        return new Suspension(
                vault.open(actor.organisation(), row.slot(), place(person), row.reason()), row.at(), row.by());
    }

    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        var slots = store.delete(trip, person);
        return () -> new Erasure("suspensions", slots.get().isEmpty() ? List.of() : List.of("reason"), slots.get());
    }

    @Override
    public Optional<String> open(Sealed value) {
        if (!value.table().equals(TABLE)) {
            return Optional.empty();
        }
        var organisation = TenantContext.organisation().orElseThrow();
        var slot = new KeySlot((Long) Objects.requireNonNull(value.row().get("reason_slot")));
        var person = new UserId((UUID) Objects.requireNonNull(value.row().get("user_id")));
        return Optional.of(vault.open(organisation, slot, place(person), value.bytes()));
    }

    private static SealContext place(UserId person) {
        return new SealContext(TABLE, "reason", person.value());
    }
}
