package lethe.privacy.consent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Act;
import lethe.privacy.consent.JsonLdNode.Iri;
import lethe.privacy.consent.Matter.Data;
import lethe.privacy.consent.Matter.Event;
import lethe.privacy.consent.Matter.Process;
import lethe.privacy.consent.Matter.Shown;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Each newsletter that the person ever subscribed to, with the wording shown at the time. */
@Component
class NewsletterMatters implements Matters {
    private final PublicUrl url;
    private final MessageSource messages;

    NewsletterMatters(PublicUrl url, MessageSource messages) {
        this.url = url;
        this.messages = messages;
    }

    @Override
    public List<Matter> of(Actor actor, List<ConsentEvidence> evidence, Locale language) {
        return evidence.stream()
                .filter(NewsletterConsent.class::isInstance)
                .map(NewsletterConsent.class::cast)
                .collect(
                        Collectors.groupingBy(NewsletterConsent::newsletterId, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(chosen -> matter(actor, chosen.getKey(), chosen.getValue(), language))
                .toList();
    }

    private Matter matter(Actor actor, NewsletterId newsletter, List<NewsletterConsent> decisions, Locale language) {
        var last = decisions.getLast();
        var process = new Process(
                "dpv:DirectMarketing",
                last.words(),
                List.of(
                        new Data("pd:EmailAddress", text("email", language)),
                        new Data("pd:Name", text("name", language))),
                text("until-unsubscribed", language),
                List.of(text("mail-server", language)),
                new Iri(url.to("/profile/newsletters")));
        return new Matter(
                newsletter.toString(),
                decisions.stream().map(this::shown).distinct().toList(),
                List.of(process),
                decisions.stream().map(one -> event(actor, one, language)).toList());
    }

    private Shown shown(NewsletterConsent decision) {
        return new Shown(address(decision), decision.words(), decision.language(), decision.hash());
    }

    /** Newsletter wordings have no page; the receipt itself contains them. */
    private Iri address(NewsletterConsent decision) {
        var version = decision.newsletterId() + "-" + decision.newsletterVersion() + "-" + decision.language();
        return new Iri(url.to("/api/v1/me/newsletters") + "#" + version);
    }

    private Event event(Actor actor, NewsletterConsent decision, Locale language) {
        return new Event(
                decision.act() == Act.SUBSCRIBED ? "dpv:ConsentGiven" : ended(decision),
                decision.at(),
                isByThePerson(decision)
                        ? JsonLdNode.of("dpv:DataSubject")
                                .with("dct:identifier", actor.self().toString())
                        : JsonLdNode.of("dpv:DataController")
                                .with("dct:identifier", actor.organisation().toString()),
                text("newsletter." + decision.way(), language),
                address(decision),
                text("until-unsubscribed", language));
    }

    private static String ended(NewsletterConsent decision) {
        return isByThePerson(decision) ? "dpv:ConsentWithdrawn" : "dpv:ConsentRevoked";
    }

    private static boolean isByThePerson(NewsletterConsent decision) {
        return switch (decision.way()) {
            case PROFILE, FIRST_SIGN_IN, API, ONE_CLICK, TERMINATION -> true;
            case CHANGED, WITHDRAWN -> false;
        };
    }

    private String text(String key, Locale language) {
        return messages.getMessage("consentreceipt." + key, null, language);
    }
}
