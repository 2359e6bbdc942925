package lethe.signin.credentials;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.users.BulkUserCreation;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.Rfc3339;
import lethe.platform.requests.SecretToken;
import lethe.privacy.consent.CredentialHandovers.Way;
import lethe.privacy.retention.RetentionPolicy;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Issues one-time links for hundreds of users at a time, each like {@link Credentials#issueLink}. */
@Component
public class BulkOneTimeLinks {
    private final ManyLinksStore store;
    private final BulkUserCreation userCreation;
    private final Vault vault;
    private final RetentionPolicy retention;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;

    BulkOneTimeLinks(
            ManyLinksStore store,
            BulkUserCreation userCreation,
            Vault vault,
            RetentionPolicy retention,
            Audit audit,
            Clock clock,
            Randomness randomness) {
        this.store = store;
        this.userCreation = userCreation;
        this.vault = vault;
        this.retention = retention;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** Skips users who have set a password, are terminated, or whom the actor may not manage. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UserId, SecretToken> issue(Actor actor, Collection<UserId> people) {
        return issue(actor, people, Way.LINK_BY_ADMIN);
    }

    /** Like {@link #issue}, for links that are mailed to the users and shown to no one else. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UserId, SecretToken> issueByMail(Actor actor, Collection<UserId> people) {
        return issue(actor, people, Way.LINK_BY_MAIL);
    }

    private Map<UserId, SecretToken> issue(Actor actor, Collection<UserId> people, Way way) {
        actor.need(Permission.MANAGE_USERS);
        var invited = userCreation.lockInvited(actor, people);
        if (invited.isEmpty()) {
            return Map.of();
        }
        handOver(actor, invited, way);
        var links = new HashMap<UserId, SecretToken>();
        invited.forEach(person -> links.put(person, SecretToken.fresh("link", actor.organisation(), randomness)));
        var expires = retention.of(DataCategory.FIRST_SECRET).end(clock.instant());
        store.replaceLinks(actor, links, expires, way);
        audit.recordAll(
                actor,
                "user.link-issued",
                invited.stream().map(Target::of).toList(),
                Map.of("expiresAt", Rfc3339.text(expires)));
        return links;
    }

    /** Replaces existing first secrets, and creates credentials with keys for users who have none. */
    private void handOver(Actor actor, Collection<UserId> invited, Way way) {
        var without = new TreeSet<>(Comparator.comparing(UserId::value));
        without.addAll(invited);
        without.removeAll(store.replaceFirstSecrets(actor, invited, way));
        if (!without.isEmpty()) {
            store.insert(actor, List.copyOf(without), vault.newSecretsSlots(actor.organisation(), without.size()), way);
        }
    }
}
