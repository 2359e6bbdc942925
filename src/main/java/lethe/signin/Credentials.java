package lethe.signin;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.audit.Audit;
import lethe.audit.Target;
import lethe.consent.Handovers;
import lethe.kernel.Actor;
import lethe.kernel.Fields;
import lethe.kernel.Randomness;
import lethe.kernel.Rfc3339;
import lethe.kernel.SecretToken;
import lethe.kernel.UserId;
import lethe.passwords.Passwords;
import lethe.privacy.PersonalData;
import lethe.signin.Credential.First;
import lethe.users.FirstSecrets;
import lethe.vault.Slot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The secrets that let a person in, from the first one handed over to the last one erased. */
@Component
class Credentials implements FirstSecrets, Handovers, PersonalData {
    private static final Duration FIRST_SECRET = Duration.ofDays(7);
    private static final int GENERATED = 32;
    private static final String OURS = "sha256:";
    private final CredentialStore store;
    private final SecretStore secrets;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;

    Credentials(
            CredentialStore store,
            SecretStore secrets,
            Passwords passwords,
            Audit audit,
            Clock clock,
            Randomness randomness) {
        this.store = store;
        this.secrets = secrets;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
    }

    @Override
    public void check(Fields fields, @Nullable String chosen) {
        if (chosen != null) {
            passwords.check(fields, "temporaryPassword", chosen);
        }
    }

    /** One that we generate has 160 bits, so that it needs no slow hash. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Temporary prepare(Actor actor, UserId person, @Nullable String chosen) {
        var expires = clock.instant().plus(FIRST_SECRET);
        if (chosen != null) {
            handOver(actor, person, new First(passwords.hash(chosen), expires));
            return new Temporary(null, expires);
        } else {
            var generated = RecoveryCodes.grouped(randomness.letters(GENERATED));
            handOver(actor, person, new First(hashOfOurs(generated), expires));
            return new Temporary(generated, expires);
        }
    }

    private void handOver(Actor actor, UserId person, First secret) {
        var handover = new Handover(Way.TEMPORARY_PASSWORD, actor.user());
        store.insert(actor.organisation(), person, handover);
        store.handOver(store.find(person).orElseThrow(), secret, handover);
    }

    /** A one-time link; it ends whatever first secret there was before it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued issueLink(Actor actor, UserId person) {
        var way = actor.kind() == Actor.Kind.OPERATOR ? Way.SET_UP : Way.LINK_BY_ADMIN;
        var handover = new Handover(way, actor.user());
        if (store.hold(person).isEmpty()) {
            store.insert(actor.organisation(), person, handover);
        }
        store.handOver(store.hold(person).orElseThrow(), null, handover);
        var token = SecretToken.fresh("link", actor.organisation(), randomness);
        var expires = clock.instant().plus(FIRST_SECRET);
        secrets.replaceLink(token, person, expires);
        audit.record(actor, "user.link-issued", Target.of(person), Map.of("expiresAt", Rfc3339.text(expires)));
        return new Issued(token, expires);
    }

    record Issued(SecretToken token, Instant expiresAt) {}

    /** Whether the password is the person's, theirs to choose or temporary; takes as long for a person who is not there. */
    boolean matches(Optional<Credential> credential, String password) {
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
    public Erasure erase(UserId person) {
        List<Slot> slots = store.find(person).map(Credential::slot).stream().toList();
        secrets.delete(person);
        store.delete(person);
        return new Erasure("signin", List.of("password", "recoveryCodes", "links"), slots);
    }

    private static boolean isOurs(String hash, String password) {
        return MessageDigest.isEqual(SecretToken.sha256(hash), SecretToken.sha256(hashOfOurs(password)));
    }

    private static String hashOfOurs(String secret) {
        return OURS + HexFormat.of().formatHex(SecretToken.sha256(secret));
    }
}
