package lethe.messaging.newsletters;

import java.util.Locale;
import java.util.Objects;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Newsletters in the profile: one button each, equally easy to turn on and off. */
@Controller
@RequestMapping("/profile/newsletters")
class ChoicePages {
    private final NewsletterPreferences preferences;

    ChoicePages(NewsletterPreferences preferences) {
        this.preferences = preferences;
    }

    /**
     * @param newsletter a {@link NewsletterOffer}
     * @param language in which its words were shown
     */
    record Switch(
            @Nullable String newsletter,
            @Nullable Boolean subscribed,
            @Nullable String language) {
        NewsletterOffer offer() {
            return NewsletterOffer.parse(Objects.requireNonNullElse(newsletter, ""));
        }

        boolean isOn() {
            return Objects.requireNonNullElse(subscribed, false);
        }

        Locale languageOr(Locale browsers) {
            return language == null ? browsers : Locale.forLanguageTag(language);
        }
    }

    @GetMapping
    String page(Actor actor, @RequestParam(required = false) @Nullable String after, Locale language, Model model) {
        model.addAttribute("choices", preferences.offered(actor, Page.after(after), Page.LIMIT, language));
        model.addAttribute("first", after == null);
        return "subscriptions/choices";
    }

    @PostMapping
    String choose(Actor actor, Switch form, Locale language) {
        var offer = form.offer();
        preferences.choose(
                actor, offer.newsletter(), form.isOn(), offer.version(), Way.PROFILE, form.languageOr(language));
        return "redirect:/profile/newsletters" + (form.isOn() ? "?done=newsletter-on" : "?done=newsletter-off");
    }
}
