package lethe.privacy.erasure;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lethe.audit.keys.SigningKey;
import lethe.audit.keys.SigningKeys;
import lethe.audit.log.RecordedEntry;
import lethe.organisations.Organisations;
import lethe.organisations.Support;
import lethe.platform.database.RoundTrip;
import lethe.platform.requests.Rfc3339;
import lethe.privacy.inventory.Holdings;
import lethe.privacy.inventory.RetainedData;
import lethe.privacy.retention.RetentionPolicy;
import lethe.vault.vault.Vault;
import org.erdtman.jcs.JsonCanonicalizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Composes the receipt's statement, which the audit log records first, and signs it. */
@Component
class ReceiptIssuer {
    /** The format version of the receipt: 2 since {@code retained} is a list of everything retained. */
    static final int FORMAT = 2;

    /** True of every installation. Each is translated by {@code receipt.phrase}. */
    static final List<String> OUT_OF_REACH = List.of(
            "files downloaded before",
            "mail delivered before",
            "logs of mail servers on the way",
            "what browsers filled in or kept",
            "requests that had read the address before",
            "bytes in the server's memory until it uses them again");

    /** The promised time until the proof exists, like the maximum merge delay of a log under RFC 6962. */
    private static final Duration PROOF_WITHIN = Duration.ofSeconds(5);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final SigningKeys keys;
    private final Vault vault;
    private final Organisations organisations;
    private final Holdings holdings;
    private final RetentionPolicy retention;
    private final int keysHorizon;
    private final int backupHorizon;

    ReceiptIssuer(
            SigningKeys keys,
            Vault vault,
            Organisations organisations,
            Holdings holdings,
            RetentionPolicy retention,
            @Value("${lethe.keys-horizon:7}") int keysHorizon,
            @Value("${lethe.backup-horizon:35}") int backupHorizon) {
        this.keys = keys;
        this.vault = vault;
        this.organisations = organisations;
        this.holdings = holdings;
        this.retention = retention;
        this.keysHorizon = keysHorizon;
        this.backupHorizon = backupHorizon;
    }

    /**
     * What the database contributes to a receipt.
     *
     * @param retained the data kept about the person
     * @param support the support contacts
     * @param key the signing key
     */
    record Known(List<RetainedData> retained, List<Support> support, SigningKey key) {}

    /** Adds the queries for all of them to the trip; what is common to all is queried once. */
    List<Supplier<Known>> ask(RoundTrip trip, List<Terminated> terminated) {
        var periods = retention.all(trip);
        var header = organisations.masthead(trip);
        var key = keys.current(trip);
        return terminated.stream()
                .map(one -> holdings.stays(trip, one.person(), one.self(), one.at(), one.retainedUntil(), periods))
                .<Supplier<Known>>map(
                        retained -> () -> new Known(retained.get(), header.get().support(), key.get()))
                .toList();
    }

    /** The receipt's content before it is logged and signed. */
    ObjectNode statement(Terminated terminated, Instant keysDestroyed, Known known) {
        var members = new LinkedHashMap<String, Object>();
        members.put("format", FORMAT);
        members.put("id", terminated.id().toString());
        members.put("organisationId", terminated.organisation().toString());
        members.put("userId", terminated.person().toString());
        members.put("terminatedAt", Rfc3339.text(terminated.at()));
        terminated.by().ifPresent(by -> members.put("terminatedBy", by.toString()));
        members.put("self", terminated.self());
        terminated.again().ifPresent(repeated -> members.putAll(repeated.members()));
        members.put("keyDestroyedAt", Rfc3339.text(keysDestroyed));
        members.put("erased", terminated.erased());
        members.put("retained", known.retained());
        members.put("outOfReach", outOfReach(keysDestroyed, terminated.retainedUntil()));
        members.put("storage", vault.storage().sentence());
        members.put("support", known.support().stream().map(Support::value).toList());
        return JSON.valueToTree(members);
    }

    /** @param destroyed the audit entry that holds the hash of the statement */
    Receipt sign(
            Terminated terminated,
            Instant keysDestroyed,
            ObjectNode statement,
            RecordedEntry destroyed,
            SigningKey key) {
        var members = statement.deepCopy();
        var entries = List.of(terminated.entry(), destroyed);
        members.putPOJO(
                "auditEntries",
                entries.stream().map(entry -> entry.id().toString()).toList());
        members.putPOJO(
                "leafHashes", entries.stream().map(ReceiptIssuer::base64).toList());
        members.put("proofBy", Rfc3339.text(keysDestroyed.plus(PROOF_WITHIN)));
        return new Receipt(terminated.person(), signed(members, key));
    }

    /** Adds the key and the signature over the RFC 8785 form of all other members. */
    private static String signed(ObjectNode members, SigningKey key) {
        members.put("keyId", key.id());
        members.put(
                "publicKey", Base64.getEncoder().encodeToString(key.publicKey().getEncoded()));
        try {
            var canonical = new JsonCanonicalizer(JSON.writeValueAsString(members)).getEncodedUTF8();
            members.put("signature", Base64.getEncoder().encodeToString(key.sign(canonical)));
            return JSON.writeValueAsString(members);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Copies that Lethe can neither destroy nor check. The receipt must not claim more than is true. */
    private List<String> outOfReach(Instant destroyed, LocalDate retainedUntil) {
        var copies = LocalDate.ofInstant(destroyed, ZoneOffset.UTC).plusDays(keysHorizon);
        return Stream.concat(
                        OUT_OF_REACH.stream(),
                        Stream.of(
                                "copies of the key file made before, due for deletion by " + copies,
                                "names in database backups, due for deletion by "
                                        + retainedUntil.plusDays(backupHorizon)))
                .toList();
    }

    private static String base64(RecordedEntry entry) {
        return Base64.getEncoder().encodeToString(entry.leafHash());
    }
}
