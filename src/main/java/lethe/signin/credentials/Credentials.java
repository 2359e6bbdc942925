package lethe.signin.credentials;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.users.InitialCredentials;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.requests.Rfc3339;
import lethe.platform.requests.SecretToken;
import lethe.platform.requests.Unseen;
import lethe.platform.requests.Validation;
import lethe.privacy.consent.CredentialHandovers;
import lethe.privacy.retention.RetentionPolicy;
import lethe.signin.credentials.Credential.First;
import lethe.signin.credentials.OneTimeLink.Issued;
import lethe.signin.credentials.OneTimeLink.Purpose;
import lethe.signin.passwords.Passwords;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Users' sign-in secrets, from the first one handed over to their erasure. */
@Component
public class Credentials implements InitialCredentials, CredentialHandovers, PersonalDataHolder {
    private static final Duration RESET = Duration.ofMinutes(30);
    private static final Duration A_MOMENT = Duration.ofMinutes(1);
    private static final int GENERATED = 32;
    private static final String OURS = "sha256:";
    private final CredentialStore store;
    private final SecretStore secrets;
    private final Passwords passwords;
    private final RetentionPolicy limits;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;

    Credentials(
            CredentialStore store,
            SecretStore secrets,
            Passwords passwords,
            RetentionPolicy limits,
            Audit audit,
            Clock clock,
            Randomness randomness) {
        this.store = store;
        this.secrets = secrets;
        this.passwords = passwords;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
    }

    @Override
    public Chosen ready(@Nullable String chosen) {
        var fields = new Validation();
        if (chosen != null) {
            passwords.check(fields, "temporaryPassword", chosen);
        }
        return new Chosen(fields, chosen != null && fields.fine() ? passwords.hash(chosen) : null);
    }

    /** A generated secret has 160 bits, so it needs no slow hash. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Temporary prepare(RoundTrip trip, Actor actor, UserId person, KeySlot slot, Chosen chosen) {
        actor.need(Permission.MANAGE_USERS);
        var generated = chosen.hash() == null ? RecoveryCodes.grouped(randomness.letters(GENERATED)) : null;
        var hash = generated == null ? Objects.requireNonNull(chosen.hash()) : hashOfOurs(generated);
        var first = new First(hash, firstSecretEnds());
        var handover = new Handover(Way.TEMPORARY_PASSWORD, actor.user());
        store.insert(trip, actor.organisation(), person, slot, first, handover);
        return new Temporary(generated, first.expires());
    }

    /** Issues a one-time link, which ends any earlier first secret. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued issueLink(Actor actor, UserId person, boolean byMail) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        var handover = new Handover(way(actor, byMail), actor.user());
        if (store.lock(person).isEmpty()) {
            store.insert(actor.organisation(), person, handover);
        }
        store.handOver(store.lock(person).orElseThrow(), null, handover);
        var link = new OneTimeLink(person, Purpose.FIRST, firstSecretEnds(), byMail, actor.user());
        audit.record(actor, "user.link-issued", Target.of(person), Map.of("expiresAt", Rfc3339.text(link.expires())));
        return issue(actor.organisation(), link);
    }

    /** Issues a link to be mailed to a user who also has a temporary password. */
    public Issued inviteBesides(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        var expires = firstSecretEnds();
        return issue(actor.organisation(), new OneTimeLink(person, Purpose.FIRST, expires, true, actor.user()));
    }

    /** Ends the user's link for a forgotten password. */
    public void endReset(UserId person) {
        secrets.endReset(person, clock.instant());
    }

    /** Returns a link, even if it has expired. */
    public Optional<OneTimeLink> link(SecretToken token) {
        return secrets.link(token);
    }

    /**
     * Issues a link for a forgotten password; empty if the last one was requested less than a minute ago.
     *
     * @param onlyWithout also empty if the last one is still valid
     */
    public Optional<Issued> resetLink(OrganisationId organisation, UserId person, boolean onlyWithout) {
        var expires = clock.instant().plus(RESET);
        var justNow = secrets.reset(person)
                .filter(link -> link.expires().isAfter(onlyWithout ? clock.instant() : expires.minus(A_MOMENT)))
                .isPresent();
        return justNow
                ? Optional.empty()
                : Optional.of(issue(organisation, new OneTimeLink(person, Purpose.RESET, expires, true, null)));
    }

    /**
     * Follows a link of a user whom the caller has locked; 410 if it has ended. After a mailed link, the handover is
     * recorded as by mail, whatever else the user had been handed before.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(SecretToken token) {
        var link = link(token).filter(one -> one.isInForce(clock.instant())).orElseThrow(Gone::new);
        var credential = store.lock(link.person()).orElseThrow(Gone::new);
        if (link.purpose() == Purpose.RESET) {
            if (!secrets.useLink(token, clock.instant())) {
                throw new Gone();
            }
            store.mustChoose(link.person());
        }
        if (link.byMail() && credential.password().isEmpty()) {
            store.handOver(credential, null, new Handover(Way.LINK_BY_MAIL, link.issuedBy()));
        }
    }

    private Issued issue(OrganisationId organisation, OneTimeLink link) {
        var token = SecretToken.fresh("link", organisation, randomness);
        secrets.replaceLink(token, link);
        return new Issued(token, link.expires());
    }

    private Instant firstSecretEnds() {
        return limits.of(DataCategory.FIRST_SECRET).end(clock.instant());
    }

    private static Way way(Actor actor, boolean byMail) {
        if (byMail) {
            return Way.LINK_BY_MAIL;
        } else {
            return actor.kind() == Actor.Kind.OPERATOR ? Way.SET_UP : Way.LINK_BY_ADMIN;
        }
    }

    public Optional<Credential> find(UserId person) {
        return store.find(person);
    }

    /** Whether the credential is unchanged since it was read; locks it until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isUnchanged(Credential read) {
        return store.lock(read.person())
                .filter(now -> now.version() == read.version())
                .isPresent();
    }

    /**
     * Sets the user's own password, which ends every first secret and link.
     *
     * @return false if the credential has changed since it was read; then nothing is written
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean choose(Credential read, String hash) {
        var chosen = store.choose(read, hash);
        if (chosen) {
            secrets.endLink(read.person(), clock.instant());
        }
        return chosen;
    }

    /** Sets the first administrator's password from the set-up link, hashed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setUp(OrganisationId organisation, UserId person, String hash) {
        store.insert(organisation, person, new Handover(Way.SET_UP, null));
        store.choose(store.lock(person).orElseThrow(), hash);
    }

    /** Whether the password is the user's own or temporary one; takes the same time if there is no such user. */
    public boolean matches(Optional<Credential> credential, String password) {
        var first = credential.flatMap(it -> it.firstInForce(clock.instant())).map(First::hash);
        var slow = credential.flatMap(Credential::password).or(() -> first.filter(hash -> !hash.startsWith(OURS)));
        var matchesSlow = passwords.matches(slow.orElse(null), password);
        return matchesSlow || first.filter(hash -> isOurs(hash, password)).isPresent();
    }

    @Override
    public Optional<Handover> of(UserId person) {
        return store.handover(person);
    }

    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        secrets.delete(trip, person);
        var slots = store.delete(trip, person);
        return () -> new Erasure("signin", List.of("password", "recoveryCodes", "links"), slots.get());
    }

    private static boolean isOurs(String hash, String password) {
        return MessageDigest.isEqual(
                SecretToken.sha256(hash), SecretToken.sha256(hashOfOurs(Unseen.removed(password))));
    }

    private static String hashOfOurs(String secret) {
        return OURS + HexFormat.of().formatHex(SecretToken.sha256(secret));
    }
}
