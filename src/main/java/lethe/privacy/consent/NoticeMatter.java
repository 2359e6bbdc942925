package lethe.privacy.consent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.Actor;
import lethe.privacy.consent.ConsentEvidence.Attestation;
import lethe.privacy.consent.ConsentEvidence.Decision;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import lethe.privacy.consent.JsonLdNode.Iri;
import lethe.privacy.consent.Matter.Data;
import lethe.privacy.consent.Matter.Event;
import lethe.privacy.consent.Matter.Process;
import lethe.privacy.consent.Matter.Shown;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.InventoryRow;
import lethe.privacy.inventory.PersonalDataField;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The privacy notice, in every version that the person was asked about, and the processing based on their consent to
 * it.
 */
@Component
@Order(1)
class NoticeMatter implements Matters {
    private static final String CONSENT = "6(1)(a)";
    private static final String OTHER_PURPOSE = "dpv:ServiceProvision";
    private static final Map<String, String> PURPOSES =
            Map.of("address", "dpv:IdentityVerification", "contact", "dpv:IdentityAuthentication");
    private static final String OTHER_DATA = "dpv:ProvidedPersonalData";
    private static final Map<String, String> DATA = Map.of(
            "email", "pd:EmailAddress",
            "first_name", "pd:Name",
            "last_name", "pd:Name",
            "search_name", "pd:Name",
            "sort_name", "pd:Name",
            "sort_first_name", "pd:Name");
    private final Inventory inventory;
    private final PublicUrl url;
    private final MessageSource messages;

    NoticeMatter(Inventory inventory, PublicUrl url, MessageSource messages) {
        this.inventory = inventory;
        this.url = url;
        this.messages = messages;
    }

    @Override
    public List<Matter> of(Actor actor, List<ConsentEvidence> evidence, Locale language) {
        var notices = new LinkedHashSet<Shown>();
        var events = new ArrayList<Event>();
        var decidedBefore = false;
        for (var one : evidence) {
            switch (one) {
                case Attestation attested -> {
                    var notice = shown(attested.noticeVersion(), attested.noticeHash(), attested.language(), language);
                    notices.add(notice);
                    events.add(attested(attested, notice, language));
                }
                case OwnConsent own -> {
                    var notice = shown(own.noticeVersion(), own.noticeHash(), own.language(), language);
                    notices.add(notice);
                    events.add(decided(actor, own, notice, decidedBefore, language));
                    decidedBefore = true;
                }
                case NewsletterConsent anotherMatter -> {}
            }
        }
        return List.of(new Matter("notice", List.copyOf(notices), processes(language), events));
    }

    private Shown shown(int version, String hash, String spoken, Locale language) {
        var address = url.to("/notices/" + version + "?language=" + spoken);
        return new Shown(new Iri(address), text("notice", language, version), spoken, hash);
    }

    private Event attested(Attestation attested, Shown notice, Locale language) {
        var by = attested.attestedBy();
        var who = by == null ? "OPERATOR" : by.toString();
        return new Event(
                "dpv:ConsentGiven",
                attested.attestedAt(),
                JsonLdNode.of("dpv:Entity").with("dct:identifier", who),
                text("attested", language),
                notice.url(),
                text("until-termination", language));
    }

    private Event decided(Actor actor, OwnConsent own, Shown notice, boolean again, Locale language) {
        var given = again ? "dpv:RenewedConsentGiven" : "dpv:ConsentGiven";
        return new Event(
                own.decision() == Decision.CONTINUE ? given : "dpv:ConsentRefused",
                own.at(),
                JsonLdNode.of("dpv:DataSubject")
                        .with("dct:identifier", actor.self().toString()),
                text("own." + own.handover(), language),
                notice.url(),
                text("until-termination", language));
    }

    /** Processing based on consent, grouped by purpose. Data processed on another legal basis is left out. */
    private List<Process> processes(Locale language) {
        return inventory.ofUsers().stream()
                .filter(field -> field.terms().basis().equals(CONSENT) && !field.saysWhose())
                .collect(Collectors.groupingBy(
                        field -> field.terms().purpose(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(purpose -> process(purpose.getKey(), purpose.getValue(), language))
                .toList();
    }

    private Process process(String purpose, List<PersonalDataField> data, Locale language) {
        var lines = inventory.lines(data, language);
        return new Process(
                PURPOSES.getOrDefault(purpose, OTHER_PURPOSE),
                lines.getFirst().purpose(),
                data.stream()
                        .map(field -> new Data(
                                DATA.getOrDefault(field.column(), OTHER_DATA), inventory.column(field, language)))
                        .distinct()
                        .toList(),
                joined(lines, InventoryRow::retention),
                lines.stream().map(InventoryRow::recipients).distinct().toList(),
                new Iri(url.to("/profile/termination")));
    }

    private static String joined(List<InventoryRow> lines, Function<InventoryRow, String> part) {
        return lines.stream().map(part).distinct().collect(Collectors.joining("; "));
    }

    private String text(String key, Locale language, Object... arguments) {
        return messages.getMessage("consentreceipt." + key, arguments, language);
    }
}
