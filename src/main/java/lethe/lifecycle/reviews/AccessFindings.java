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

/** People whose access has become invalid, found with {@link Permission#MANAGE_USERS}. */
@Component
public class AccessFindings {
    private final FindingStore store;

    AccessFindings(FindingStore store) {
        this.store = store;
    }

    /** Of how many people a finding holds. */
    public record Count(Finding finding, int people) {}

    @Transactional(readOnly = true)
    public List<Count> counts(Actor actor, int months) {
        actor.need(Permission.MANAGE_USERS);
        return List.of(Finding.values()).stream()
                .map(finding -> new Count(finding, store.count(new FindingFilter(finding, months, null, null))))
                .toList();
    }

    /** By name. */
    @Transactional(readOnly = true)
    public Page<FlaggedUser> list(Actor actor, FindingFilter filter, @Nullable UUID after, int limit) {
        actor.need(Permission.MANAGE_USERS);
        return Page.of(
                store.list(filter, after, limit + 1), limit, found -> found.id().value());
    }

    /** Everybody of whom it holds now. */
    @Transactional(readOnly = true)
    public List<UserId> everybody(Actor actor, FindingFilter filter) {
        actor.need(Permission.MANAGE_USERS);
        return store.everybody(filter);
    }

    /** Those of the people who were ever here. */
    @Transactional(readOnly = true)
    public List<UserId> known(Actor actor, Collection<UserId> people) {
        actor.need(Permission.MANAGE_USERS);
        return store.known(people);
    }

    /** Of whom the finding does not hold, or holds no more, and why; they are held already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UserId, String> passed(FindingFilter filter, Collection<UserId> people) {
        return store.passed(filter, people);
    }
}
