package lethe.privacy.consent;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lethe.audit.keys.SigningKeys;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.organisations.Organisations;
import lethe.organisations.PublicUrl;
import lethe.organisations.Support;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Randomness;
import lethe.platform.requests.Rfc3339;
import lethe.privacy.consent.JsonLdNode.Iri;
import lethe.verifier.dataintegrity.DataIntegrity;
import lethe.verifier.dataintegrity.DidKey;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The person's copy of their consent records (ISO/IEC TS 27560), in the terms of the W3C Data Privacy Vocabulary (DPV),
 * following the DPV community group's guide to that standard, and signed (W3C Data Integrity).
 */
@Component
class ConsentReceipts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Consents consents;
    private final List<Matters> matters;
    private final Organisations organisations;
    private final PublicUrl url;
    private final SigningKeys keys;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;

    ConsentReceipts(
            Consents consents,
            List<Matters> matters,
            Organisations organisations,
            PublicUrl url,
            SigningKeys keys,
            Audit audit,
            Clock clock,
            Randomness randomness) {
        this.consents = consents;
        this.matters = matters;
        this.organisations = organisations;
        this.url = url;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
    }

    /**
     * Issues a signed receipt of everything that the caller has consented to, refused and withdrawn so far. Recorded in
     * the audit log.
     */
    @Transactional
    public ObjectNode issue(Actor actor, Locale language) {
        audit.record(actor, "me.data-exported", Target.of(actor.self()));
        var now = clock.instant();
        var id = randomness.uuid();
        var subject = subject(actor);
        var receipt = new JsonLdNode(Map.of("@context", Vocabulary.context()))
                .with("@id", "urn:uuid:" + id)
                .with("@type", "dpv:ConsentReceipt")
                .with("dct:conformsTo", JsonLdNode.term("https://w3id.org/dpv/schema/dpv-27560#receipt"))
                .with("dpv:hasIdentifier", id.toString())
                .with("dct:created", JsonLdNode.typed("xsd:dateTime", Rfc3339.text(now)))
                .with("dct:audience", subject)
                .with("dpv:hasRecordOfActivity", records(actor, subject, language));
        var key = keys.current();
        return DataIntegrity.sign(JSON.valueToTree(receipt), new DidKey(key.publicKey()), now, key::sign);
    }

    private List<JsonLdNode> records(Actor actor, JsonLdNode subject, Locale language) {
        var controller = controller();
        var address = new Iri(url.to("/api/v1/users/" + actor.self() + "/consents"));
        var evidence = consents.evidence(actor, actor.self());
        return matters.stream()
                .flatMap(of -> of.of(actor, evidence, language).stream())
                .map(matter -> matter.record(address, subject, controller, rights()))
                .toList();
    }

    /** Identifies the person by their id only, so that showing the receipt to others discloses nothing else. */
    private JsonLdNode subject(Actor actor) {
        return JsonLdNode.of(new Iri(url.to("/api/v1/users/" + actor.self())), "dpv:DataSubject")
                .with("dct:identifier", actor.self().toString());
    }

    private JsonLdNode controller() {
        var organisation = organisations.current();
        return JsonLdNode.of(new Iri(url.to("/api/v1/organisation")), "dpv:DataController")
                .with("dpv:hasName", organisation.name())
                .with("dpv:hasIdentifier", organisation.id().toString())
                .with(
                        "schema:contactPoint",
                        organisations.masthead().support().stream()
                                .map(ConsentReceipts::contact)
                                .toList());
    }

    private static JsonLdNode contact(Support channel) {
        var property =
                switch (channel.kind()) {
                    case EMAIL -> "schema:email";
                    case PHONE -> "schema:telephone";
                    case URL -> "schema:url";
                };
        return JsonLdNode.of("schema:ContactPoint").with(property, channel.value());
    }

    private List<JsonLdNode> rights() {
        return Arrays.stream(DataSubjectRight.values()).map(this::right).toList();
    }

    private JsonLdNode right(DataSubjectRight right) {
        var node = JsonLdNode.of("dpv:DataSubjectRight", "eu-gdpr:A" + right.article());
        return right.path()
                .map(path -> node.with("dpv:isExercisedAt", Matter.page(new Iri(url.to(path)))))
                .orElse(node);
    }
}
