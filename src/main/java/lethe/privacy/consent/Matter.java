package lethe.privacy.consent;

import java.time.Instant;
import java.util.List;
import lethe.platform.requests.Rfc3339;
import lethe.privacy.consent.JsonLdNode.Iri;

/**
 * One subject of consent with all of the person's decisions: a consent record of ISO/IEC TS 27560.
 *
 * @param id the fragment that identifies it below the address of the person's consents
 * @param notices the wordings that were shown
 * @param events oldest first
 */
record Matter(String id, List<Shown> notices, List<Process> processes, List<Event> events) {
    /** A wording that was shown: where it can be read, and its hash. */
    record Shown(Iri url, String title, String language, String hash) {
        private JsonLdNode node() {
            return JsonLdNode.of(url, "dpv:ConsentNotice")
                    .with("dct:title", title)
                    .with("dct:language", language)
                    .with("dct:identifier", hash);
        }
    }

    /**
     * Processing of certain data for one purpose.
     *
     * @param category a DPV purpose
     * @param withdrawal where consent can be withdrawn
     */
    record Process(
            String category,
            String purpose,
            List<Data> data,
            String retention,
            List<String> recipients,
            Iri withdrawal) {
        private JsonLdNode node(JsonLdNode controller) {
            return JsonLdNode.of("dpv:Process")
                    .with(
                            "dpv:hasPurpose",
                            JsonLdNode.of("dpv:Purpose")
                                    .with("skos:broader", JsonLdNode.term(category))
                                    .with("dct:description", purpose))
                    .with("dpv:hasPersonalData", data.stream().map(Data::node).toList())
                    .with(
                            "dpv:hasLegalBasis",
                            List.of(
                                    JsonLdNode.term("eu-gdpr:A6-1-a"),
                                    JsonLdNode.term("dpv:ExplicitlyExpressedConsent")))
                    .with(
                            "dpv:hasStorageCondition",
                            JsonLdNode.of("dpv:StorageDuration").with("dpv:hasDuration", lasting(retention)))
                    .with("dpv:hasDataController", controller)
                    .with(
                            "dpv:hasRecipient",
                            recipients.stream()
                                    .map(recipient ->
                                            JsonLdNode.of("dpv:Recipient").with("dct:description", recipient))
                                    .toList())
                    .with("dpv:hasJurisdiction", JsonLdNode.term("loc:EU"))
                    .with(
                            "dpv:hasConsentControl",
                            JsonLdNode.of("dpv:WithdrawConsent").with("dpv:isExercisedAt", page(withdrawal)));
        }
    }

    /** @param category a DPV personal data category */
    record Data(String category, String description) {
        private JsonLdNode node() {
            return JsonLdNode.of("dpv:PersonalData")
                    .with("skos:broader", JsonLdNode.term(category))
                    .with("dct:description", description)
                    .with("dpv:hasNecessity", JsonLdNode.term("dpv:Required"));
        }
    }

    /**
     * A decision, or another person's statement about one.
     *
     * @param state a DPV consent status
     * @param by who stated it
     * @param how how it was stated
     * @param until the event that ends it
     */
    record Event(String state, Instant at, JsonLdNode by, String how, Iri notice, String until) {
        private JsonLdNode node() {
            return JsonLdNode.of(state)
                    .with("dpv:isIndicatedAtTime", JsonLdNode.typed("xsd:dateTime", Rfc3339.text(at)))
                    .with("dpv:isIndicatedBy", by)
                    .with("dpv:hasIndicationMethod", how)
                    .with("dpv:hasNotice", JsonLdNode.term(notice.text()))
                    .with("dpv:hasDuration", lasting(until));
        }
    }

    /** @param rights the rights that the person has in all matters of consent */
    JsonLdNode record(Iri consents, JsonLdNode subject, JsonLdNode controller, List<JsonLdNode> rights) {
        var iri = new Iri(consents.text() + "#" + id);
        return JsonLdNode.of(iri, "dpv:ConsentRecord")
                .with("dct:conformsTo", JsonLdNode.term("https://w3id.org/dpv/schema/dpv-27560#record"))
                .with("dct:identifier", iri.text())
                .with("dpv:hasDataSubject", subject)
                .with("dpv:hasNotice", notices.stream().map(Shown::node).toList())
                .with(
                        "dpv:hasProcess",
                        processes.stream()
                                .map(process -> process.node(controller))
                                .toList())
                .with("dpv:hasConsentStatus", events.stream().map(Event::node).toList())
                .with("dpv:hasRight", rights);
    }

    static JsonLdNode page(Iri address) {
        return JsonLdNode.typed("xsd:anyURI", address.text());
    }

    private static JsonLdNode lasting(String event) {
        return JsonLdNode.of("dpv:UntilEventDuration").with("rdf:value", event);
    }
}
