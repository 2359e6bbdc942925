package lethe.signin.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.identity.users.OwnAccount;
import lethe.platform.database.RoundTrip;
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.personaldata.RetentionPeriod;
import lethe.vault.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Destroys the keys of former and unconfirmed e-mails, even after interruptions. */
@Component
class UnusedEmails implements BackgroundJob, PersonalDataHolder, ExpiringData {
    private static final Logger LOG = LoggerFactory.getLogger(UnusedEmails.class);
    private final EmailStore store;
    private final OwnAccount account;
    private final Vault vault;
    private final Clock clock;
    private final TransactionTemplate transaction;

    UnusedEmails(EmailStore store, OwnAccount account, Vault vault, Clock clock, TransactionTemplate transaction) {
        this.store = store;
        this.account = account;
        this.vault = vault;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Schedules the destruction of keys, in the transaction after which nothing is encrypted under them. */
    void later(Actor actor, Collection<KeySlot> slots) {
        vault.forgetLater(actor.organisation(), actor.self().value(), slots);
        store.insertWork(actor.organisation(), actor.self(), clock.instant());
    }

    /** Destroys scheduled keys now if possible; otherwise the scheduled job will. */
    void settle(OrganisationId organisation, UserId person) {
        try {
            TenantContext.run(
                    organisation, () -> transaction.executeWithoutResult(status -> finish(organisation, person)));
        } catch (RuntimeException notYet) {
            LOG.warn(
                    "Could not yet destroy the key of a former e-mail of {}: {}",
                    person,
                    notYet.getClass().getSimpleName());
        }
    }

    @Override
    public String kindOfWork() {
        return EmailStore.WORK;
    }

    @Override
    public Duration again() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void look() {
        store.due().forEach(work -> settle(work.organisation(), work.person()));
    }

    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        var slots = store.deleteAll(trip, person);
        return () -> new Erasure("emails", List.of("unconfirmedEmail", "formerEmail"), slots.get());
    }

    @Override
    public Optional<String> open(Sealed value) {
        return store.open(value);
    }

    @Override
    public DataCategory kind() {
        return DataCategory.UNCONFIRMED_EMAIL;
    }

    /** E-mails that were not confirmed in time. */
    @Override
    public int expire(RetentionPeriod limit, int most) {
        var organisation = TenantContext.organisation().orElseThrow();
        return (int) store.lapsed(limit.now(), most).stream()
                .filter(person -> drop(organisation, person, limit.now()))
                .count();
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return store.lapsing().dueAt(limit);
    }

    /** For a terminated user, the termination destroys the keys. */
    private void finish(OrganisationId organisation, UserId person) {
        if (account.lock(person).isEmpty()) {
            store.deleteWork(person);
        } else if (vault.forget(organisation, person.value()).isPresent()) {
            store.deleteWork(person);
        }
    }

    /** {@link #look} destroys the key within seconds. */
    private boolean drop(OrganisationId organisation, UserId person, Instant now) {
        var lapsed = account.lock(person).flatMap(here -> store.pending(person)).filter(pending -> !pending.expires()
                .isAfter(now));
        lapsed.ifPresent(pending -> {
            store.deletePending(person);
            vault.forgetLater(organisation, person.value(), List.of(pending.slot()));
            store.insertWork(organisation, person, now);
        });
        return lapsed.isPresent();
    }
}
