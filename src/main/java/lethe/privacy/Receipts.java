package lethe.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.audit.Recorded;
import lethe.kernel.Actor;
import lethe.kernel.NotFound;
import lethe.kernel.Permission;
import lethe.kernel.Randomness;
import lethe.kernel.Rfc3339;
import lethe.kernel.SecretToken;
import lethe.kernel.Tenancy;
import lethe.kernel.UserId;
import lethe.organisations.Organisations;
import lethe.organisations.Support;
import lethe.vault.Vault;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Erasure receipts: signed once, then always the same bytes. */
@Component
public class Receipts {
    static final List<String> RETAINED = List.of("firstName", "lastName", "id", "lastType", "lastRole");
    public static final String GROUND = "audit and accounting, Art. 17(3)(b) and (e) GDPR";
    private static final Duration LINK = Duration.ofDays(30);
    private static final String KIND = "rct";
    private final TerminationStore store;
    private final SigningKeys keys;
    private final Vault vault;
    private final Organisations organisations;
    private final Clock clock;
    private final Randomness randomness;
    private final TransactionTemplate transaction;
    private final int keysHorizon;
    private final int backupHorizon;

    Receipts(
            TerminationStore store,
            SigningKeys keys,
            Vault vault,
            Organisations organisations,
            Clock clock,
            Randomness randomness,
            TransactionTemplate transaction,
            @Value("${lethe.keys-horizon:7}") int keysHorizon,
            @Value("${lethe.backup-horizon:35}") int backupHorizon) {
        this.store = store;
        this.keys = keys;
        this.vault = vault;
        this.organisations = organisations;
        this.clock = clock;
        this.randomness = randomness;
        this.transaction = transaction;
        this.keysHorizon = keysHorizon;
        this.backupHorizon = backupHorizon;
    }

    /** 404 while the person is there. */
    @Transactional(readOnly = true)
    public Receipt get(Actor actor, UserId person) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        return store.receipt(person).orElseThrow(NotFound::new);
    }

    /** Whether the person is terminated, and the receipt waits for the keys to be destroyed. */
    @Transactional(readOnly = true)
    public boolean isPending(Actor actor, UserId person) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        return store.isPending(person);
    }

    /** A new address, good for 30 days, under which the receipt is found without signing in; no name is in it. */
    @Transactional
    public SecretToken link(Actor actor, UserId person) {
        var token = SecretToken.fresh(KIND, actor.organisation(), randomness);
        store.insertLink(token, person, clock.instant().plus(LINK));
        return token;
    }

    /** The receipt behind such an address; empty while its keys are being destroyed. 404 for any other address. */
    public Optional<Receipt> behind(String token) {
        var link = SecretToken.parse(KIND, token).orElseThrow(NotFound::new);
        return Tenancy.in(
                link.organisation(),
                () -> transaction.execute(status -> {
                    var person = store.linkedPerson(link).orElseThrow(NotFound::new);
                    return store.receipt(person);
                }));
    }

    Receipt sign(Terminated terminated, Instant keysDestroyed, Recorded destroyedEntry) {
        var members = new LinkedHashMap<String, Object>();
        members.put("id", terminated.id().toString());
        members.put("organisationId", terminated.organisation().toString());
        members.put("userId", terminated.person().toString());
        members.put("terminatedAt", Rfc3339.text(terminated.at()));
        terminated.by().ifPresent(by -> members.put("terminatedBy", by.toString()));
        members.put("self", terminated.self());
        members.put("keyDestroyedAt", Rfc3339.text(keysDestroyed));
        members.put("erased", terminated.erased());
        members.put(
                "retained",
                Map.of(
                        "what",
                        RETAINED,
                        "ground",
                        GROUND,
                        "until",
                        terminated.retainedUntil().toString()));
        members.put("outOfReach", outOfReach(keysDestroyed, terminated.retainedUntil()));
        members.put("storage", vault.storage().sentence());
        members.put(
                "support",
                organisations.masthead().support().stream().map(Support::value).toList());
        var entries = List.of(terminated.entry(), destroyedEntry);
        members.put(
                "auditEntries",
                entries.stream().map(entry -> entry.id().toString()).toList());
        members.put("leafHashes", entries.stream().map(Receipts::base64).toList());
        return new Receipt(terminated.person(), keys.current().signed(members));
    }

    /** What nobody can destroy or verify from here, so that the receipt claims no more than is true. */
    private List<String> outOfReach(Instant destroyed, LocalDate retainedUntil) {
        var copies = LocalDate.ofInstant(destroyed, ZoneOffset.UTC).plusDays(keysHorizon);
        return Stream.of(
                        "files downloaded before",
                        "mail delivered before",
                        "copies of the key file made before, due for deletion by " + copies,
                        "names in database backups, due for deletion by " + retainedUntil.plusDays(backupHorizon))
                .toList();
    }

    private static String base64(Recorded entry) {
        return Base64.getEncoder().encodeToString(entry.leafHash());
    }
}
