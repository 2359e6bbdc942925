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

/** Evidence of consent: attestations by creators, and decisions by the people themselves. */
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
     * Records that the creator of a user attests their consent to the notice in force, as part of the caller's round trip.
     *
     * @param notice the notice that the attestation was checked against
     * @return the row whose hash belongs in the audit entry about the creation
     */
    public Supplier<Row> attest(RoundTrip trip, Actor actor, UserId person, NoticeInForce notice, String language) {
        actor.needIfPerson(Permission.MANAGE_USERS);
        return store.insertAttestation(trip, actor, person, notice.version(), notice.spoken(language));
    }

    /**
     * Like {@link #attest}, for many users whose consent the actor attested earlier.
     *
     * @param version of the notice in force at that time
     * @return the rows whose hashes belong in the audit entries about the creations
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Row> attestAll(Actor actor, Collection<UserId> people, int version, String language, Instant at) {
        actor.need(Permission.MANAGE_USERS);
        return store.insertAttestations(actor, people, version, language, at);
    }

    /** Records that the person consents to the notice in force. Repeating it changes nothing. */
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

    /** Records that the person refuses, and terminates them in the same transaction. */
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

    /** Returns attestations and own decisions, oldest first; 404 if there is no such person. */
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

    /** For the room that shows users; it has checked the permission. */
    @Transactional(readOnly = true)
    public Optional<Attestation> attestation(UserId person) {
        return store.attestation(person);
    }

    /** Returns the actor's own latest decision to consent. */
    @Transactional(readOnly = true)
    public Optional<OwnConsent> ownConsent(Actor actor) {
        return ownConsent(actor.self());
    }

    /** Returns the person's latest decision to consent, for the mails to them. */
    @Transactional(readOnly = true)
    public Optional<OwnConsent> ownConsent(UserId person) {
        return newest(store.ownDecisions(person));
    }

    /** What was attested for a person, and their own latest consent. */
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

    /** Empty if the person had made the same decision before. */
    private Optional<Row> decide(Actor actor, Decision decision, NoticeInForce notice, String language) {
        var handover = handovers.of(actor.self()).orElseThrow();
        return store.insertDecision(actor, decision, notice.version(), notice.spoken(language), handover);
    }
}
