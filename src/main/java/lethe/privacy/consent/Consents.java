package lethe.privacy.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Names;
import lethe.audit.log.Target;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceHolder.Row;
import lethe.privacy.consent.ConsentEvidence.Attestation;
import lethe.privacy.consent.ConsentEvidence.Decision;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import lethe.privacy.erasure.Receipt;
import lethe.privacy.erasure.RetainedEvidence;
import lethe.privacy.erasure.Termination;
import lethe.privacy.notices.NoticeInForce;
import lethe.privacy.notices.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Consent as evidence: what others attested, and what people decided themselves. */
@Component
public class Consents implements RetainedEvidence {
    private final ConsentStore store;
    private final NewsletterConsents newsletters;
    private final Notices notices;
    private final CredentialHandovers handovers;
    private final Termination termination;
    private final Names names;
    private final Audit audit;
    private final RoundTrips trips;

    Consents(
            ConsentStore store,
            NewsletterConsents newsletters,
            Notices notices,
            CredentialHandovers handovers,
            Termination termination,
            Names names,
            Audit audit,
            RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.newsletters = newsletters;
        this.notices = notices;
        this.handovers = handovers;
        this.termination = termination;
        this.names = names;
        this.audit = audit;
    }

    /**
     * Records, with the creation of a user, that the creator attests the person's consent to the notice in force.
     *
     * @param notice the one that the attestation was checked against
     * @return what the entry about the creation is to hold
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Row attest(Actor actor, UserId person, NoticeInForce notice, String language) {
        return trips.ask(trip -> attest(trip, actor, person, notice, language));
    }

    /** As {@link #attest}, on the way of something else to the database. */
    public Supplier<Row> attest(RoundTrip trip, Actor actor, UserId person, NoticeInForce notice, String language) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        return store.insertAttestation(trip, actor, person, notice.version(), notice.spoken(language));
    }

    /**
     * As {@link #attest}, for many people at once, whose consent the actor attested at an earlier time.
     *
     * @param version of the notice that was in force then
     * @return what the entries about their creation are to hold
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Row> attestAll(Actor actor, Collection<UserId> people, int version, String language, Instant at) {
        actor.need(Permission.MANAGE_USERS);
        return store.insertAttestations(actor, people, version, language, at);
    }

    /** The person continues: by a button that says so, on the notice in force. Again is the same as once. */
    @Transactional
    public void consent(Actor actor, int version, String language) {
        var notice = current(version);
        decide(actor, Decision.CONTINUE, notice, language).ifPresent(made -> {
            var facts = new HashMap<>(EvidenceHolder.facts(List.of(made)));
            facts.put("noticeVersion", version);
            facts.put("language", notice.spoken(language));
            audit.record(actor, "me.consented", Target.of(actor.self()), facts);
        });
    }

    /** The person refuses, which terminates them: the refusal is recorded in the same transaction. */
    public Optional<Receipt> refuse(Actor actor, int version, String language) {
        return termination.leave(actor, () -> {
            var made = decide(actor, Decision.REFUSE, current(version), language);
            var facts = new HashMap<>(EvidenceHolder.facts(made.stream().toList()));
            facts.put("noticeVersion", version);
            audit.record(actor, "me.refused", Target.of(actor.self()), facts);
        });
    }

    @Override
    public void end(Collection<UserId> people) {
        store.endEvidence(people);
    }

    /** Attestation and own decisions, oldest first; 404 where there is no such person. */
    @Transactional(readOnly = true)
    public List<ConsentEvidence> evidence(Actor actor, UserId person) {
        if (!actor.is(person)) {
            actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
            if (names.of(List.of(person)).isEmpty()) {
                throw new NotFound();
            }
        }
        return Stream.concat(store.evidence(person).stream(), newsletters.of(person).stream())
                .sorted(Comparator.comparing(ConsentEvidence::when))
                .toList();
    }

    /** For the room that shows users, which has asked for the permission. */
    @Transactional(readOnly = true)
    public Optional<Attestation> attestation(UserId person) {
        return store.attestation(person);
    }

    /** The newest consent of the person's own. */
    @Transactional(readOnly = true)
    public Optional<OwnConsent> ownConsent(UserId person) {
        return newest(store.ownDecisions(person));
    }

    /** What was attested of a person, and what they decided themselves. */
    public record ConsentStanding(
            @Nullable Attestation attested, @Nullable OwnConsent own) {}

    /** Both {@link #attestation} and {@link #ownConsent}, in the caller's transaction. */
    public Supplier<ConsentStanding> of(RoundTrip trip, UserId person) {
        var attested = store.attestation(trip, person);
        var decided = store.ownDecisions(trip, person);
        return () -> new ConsentStanding(
                attested.get().orElse(null), newest(decided.get()).orElse(null));
    }

    private static Optional<OwnConsent> newest(List<OwnConsent> decisions) {
        return decisions.stream()
                .filter(consent -> consent.decision() == Decision.CONTINUE)
                .reduce((earlier, later) -> later);
    }

    private NoticeInForce current(int version) {
        var notice = notices.inForce();
        if (notice.version() != version) {
            throw Invalid.field("noticeVersion", "notice.outdated", notice.version());
        }
        return notice;
    }

    /** Empty where the same was decided before. */
    private Optional<Row> decide(Actor actor, Decision decision, NoticeInForce notice, String language) {
        var handover = handovers.of(actor.self()).orElseThrow();
        return store.insertDecision(actor, decision, notice.version(), notice.spoken(language), handover);
    }
}
