package lethe.lifecycle.reviews;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds users who no longer need access, with {@link Permission#MANAGE_USERS}. */
@Component
public class AccessFindings {
    private final FindingStore store;

    AccessFindings(FindingStore store) {
        this.store = store;
    }

    /** The number of users with a finding. */
    public record Count(Finding finding, int people) {}

    @Transactional(readOnly = true)
    public List<Count> counts(Actor actor, int months) {
        actor.need(Permission.MANAGE_USERS);
        return List.of(Finding.values()).stream()
                .map(finding -> new Count(finding, store.count(new FindingFilter(finding, months, null, null))))
                .toList();
    }

    /** Users with a finding, by name. */
    @Transactional(readOnly = true)
    public Page<FlaggedUser> list(Actor actor, FindingFilter filter, @Nullable UUID after, int limit) {
        actor.need(Permission.MANAGE_USERS);
        return Page.of(
                store.list(filter, after, limit + 1), limit, found -> found.id().value());
    }

    /** All users with the finding now. */
    @Transactional(readOnly = true)
    public List<UserId> everybody(Actor actor, FindingFilter filter) {
        actor.need(Permission.MANAGE_USERS);
        return store.everybody(filter);
    }

    /** Those of the ids that belong to existing users, including terminated ones. */
    @Transactional(readOnly = true)
    public List<UserId> known(Actor actor, Collection<UserId> people) {
        actor.need(Permission.MANAGE_USERS);
        return store.known(people);
    }

    /**
     * Returns the users to whom the finding does not apply, or no longer applies, with a code that says why. The caller
     * has locked them.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UserId, String> passed(FindingFilter filter, Collection<UserId> people) {
        return store.passed(filter, people);
    }
}
