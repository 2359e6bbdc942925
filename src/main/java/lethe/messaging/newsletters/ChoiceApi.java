package lethe.messaging.newsletters;

import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Page;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/me/newsletters")
class ChoiceApi {
    private final NewsletterPreferences preferences;

    ChoiceApi(NewsletterPreferences preferences) {
        this.preferences = preferences;
    }

    /** @param version of the newsletter whose words the user was shown; absent: the current one */
    record Choice(@Nullable Boolean subscribed, @Nullable Long version) {}

    @GetMapping
    Page<Subscription> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return preferences.list(actor, Page.after(after), Page.limit(limit));
    }

    @PutMapping("/{id}")
    Subscription choose(@RequestBody Choice form, Actor actor, @PathVariable NewsletterId id, Locale language) {
        preferences.get(actor, id);
        if (form.subscribed() == null) {
            throw Invalid.field("subscribed", "required");
        }
        return preferences.choose(actor, id, form.subscribed(), form.version(), Way.API, language);
    }
}
