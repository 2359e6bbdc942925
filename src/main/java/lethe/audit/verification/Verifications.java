package lethe.audit.verification;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import lethe.audit.log.VerificationStatus;
import lethe.audit.transparency.LogAlarms;
import lethe.audit.transparency.TreeReader;
import lethe.audit.transparency.TreeReader.Kept;
import lethe.audit.transparency.TrustedCheckpoints;
import lethe.audit.verification.EvidenceResult.Finding;
import lethe.audit.verification.LogReader.Found;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.verify.Fault.Code;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Recomputes a whole log and stores the result for the page, and the checkpoint for the next verification. */
@Component
class Verifications implements VerificationStatus {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private final Set<OrganisationId> underway = ConcurrentHashMap.newKeySet();
    private final LogReader reader;
    private final TreeReader tree;
    private final VerificationStore store;
    private final Clock clock;
    private final TrustedCheckpoints trustedCheckpoints;
    private final LogAlarms alarms;
    private final TransactionTemplate transaction;
    private final TransactionTemplate oneView;

    Verifications(
            LogReader reader,
            TreeReader tree,
            VerificationStore store,
            Clock clock,
            TrustedCheckpoints trustedCheckpoints,
            LogAlarms alarms,
            PlatformTransactionManager transactions) {
        this.reader = reader;
        this.tree = tree;
        this.store = store;
        this.clock = clock;
        this.trustedCheckpoints = trustedCheckpoints;
        this.alarms = alarms;
        this.transaction = new TransactionTemplate(transactions);
        this.oneView = new TransactionTemplate(transactions);
        this.oneView.setReadOnly(true);
        this.oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Verified> last(Actor actor) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        return store.last();
    }

    public void verify(Actor actor) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        verifyAlone(actor.organisation());
    }

    @Override
    public boolean isUnderway(Actor actor) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        return underway.contains(actor.organisation());
    }

    /** Empty if this node is already verifying the log: each log is read only once at a time, however often this is called. */
    Optional<Found> verifyAlone(OrganisationId organisation) {
        if (!underway.add(organisation)) {
            return Optional.empty();
        }
        try {
            return Optional.of(verify(organisation, null));
        } finally {
            underway.remove(organisation);
        }
    }

    /** @param seen a checkpoint kept elsewhere */
    Found verify(OrganisationId organisation, @Nullable String seen) {
        bringUpToDate(organisation);
        return TenantContext.in(organisation, () -> {
            var kept = new ArrayList<Kept>();
            var found = oneView.execute(status -> {
                tree.latest().ifPresent(kept::add);
                return reader.check(organisation, seen(organisation, seen));
            });
            remember(organisation, Objects.requireNonNull(found), kept);
            mendNodes(organisation, found);
            return found;
        });
    }

    /** The result stays recorded, and later proofs are right again; a changed leaf is reported as a changed entry. */
    private void mendNodes(OrganisationId organisation, Found found) {
        if (found.fault()
                .filter(fault -> fault.code() == Code.NODE || fault.code() == Code.CHANGED)
                .isPresent()) {
            try {
                tree.mend(organisation);
            } catch (Unavailable broken) {
                LOG.warn("the tree of {} cannot be recomputed", organisation);
            }
        }
    }

    /** A damaged tree that cannot grow is verified nevertheless. */
    private void bringUpToDate(OrganisationId organisation) {
        try {
            tree.bringUpToDate(organisation);
        } catch (DataIntegrityViolationException | IllegalStateException | Unavailable damaged) {
            LOG.warn("the audit log of {} cannot grow", organisation);
        }
    }

    private void remember(OrganisationId organisation, Found found, List<Kept> newest) {
        var fault = found.fault();
        var finding = found.evidence().findings().stream().findFirst();
        transaction.executeWithoutResult(status -> store.insert(
                organisation,
                new Verified(
                        clock.instant(),
                        found.entries(),
                        fault.map(wrong -> wrong.code().name())
                                .or(() -> finding.map(wrong -> wrong.code().name()))
                                .orElse(null),
                        fault.map(wrong -> wrong.index())
                                .or(() -> finding.map(Finding::index))
                                .orElse(null))));
        if (!found.evidence().isGood()) {
            alarms.evidenceAltered(organisation);
        }
        if (fault.isEmpty()) {
            alarms.right(organisation);
            newest.forEach(kept -> trustedCheckpoints.remember(kept.note()));
        }
    }

    private List<String> seen(OrganisationId organisation, @Nullable String given) {
        var log = Origin.of(organisation);
        var isOfLog = given != null
                && Checkpoint.parse(given)
                        .filter(each -> new Origin(each.origin()).log().equals(log))
                        .isPresent();
        return Stream.concat(trustedCheckpoints.of(log).stream(), isOfLog ? Stream.of(given) : Stream.empty())
                .toList();
    }
}
