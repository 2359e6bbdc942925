package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import lethe.messaging.newsletters.NewsletterOffer;
import lethe.messaging.newsletters.NewsletterPreferences;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The last step of the first sign-in: newsletters, separate from the notice, and as easy to skip as to choose. */
@Controller
class FirstChoicePages {
    static final String ADDRESS = "/profile/newsletters/first";
    private final NewsletterPreferences preferences;
    private final Return onward;

    FirstChoicePages(NewsletterPreferences preferences, Return onward) {
        this.preferences = preferences;
        this.onward = onward;
    }

    /**
     * @param newsletters the selected newsletters, each a {@link NewsletterOffer}
     * @param language the language in which their texts were shown
     * @param skipped the Skip button was pressed; the selection is ignored
     */
    record Ticked(
            @Nullable List<String> newsletters,
            @Nullable String language,
            @Nullable Boolean skipped) {
        List<NewsletterOffer> offers() {
            return Objects.requireNonNullElse(skipped, false) || newsletters == null
                    ? List.of()
                    : newsletters.stream().map(NewsletterOffer::parse).toList();
        }

        Locale languageOr(Locale browsers) {
            return language == null ? browsers : Locale.forLanguageTag(language);
        }
    }

    @GetMapping(ADDRESS)
    String page(Actor actor, Locale language, HttpServletRequest request, HttpServletResponse response, Model model) {
        var open = preferences.offered(actor, null, Page.MOST, language).items().stream()
                .filter(one -> !one.choice().subscribed())
                .toList();
        model.addAttribute("offered", open);
        return open.isEmpty() ? "redirect:" + onward.address(request, response) : "entrance/newsletters";
    }

    @PostMapping(ADDRESS)
    String choose(Actor actor, Ticked form, Locale language, HttpServletRequest request, HttpServletResponse response) {
        preferences.begin(actor, form.offers(), form.languageOr(language));
        return "redirect:" + onward.address(request, response);
    }
}
