package lethe.entrance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import lethe.consent.Consents;
import lethe.consent.Evidence.OwnConsent;
import lethe.consent.Notices;
import lethe.inventory.Inventory;
import lethe.kernel.Actor;
import lethe.kernel.Invalid;
import lethe.privacy.Receipts;
import lethe.sessions.SessionCookie;
import lethe.sessions.SignedIn;
import lethe.sessions.SignedIn.State;
import lethe.signin.RecoveryCodes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The notice in force, and what the person decides: to continue, or to refuse, which terminates. */
@Controller
class ConsentPages {
    private static final Duration DOUBLE_CLICK = Duration.ofSeconds(15);
    private final Consents consents;
    private final Notices notices;
    private final RecoveryCodes recoveryCodes;
    private final Receipts receipts;
    private final Inventory inventory;
    private final Clock clock;

    ConsentPages(
            Consents consents,
            Notices notices,
            RecoveryCodes recoveryCodes,
            Receipts receipts,
            Inventory inventory,
            Clock clock) {
        this.consents = consents;
        this.notices = notices;
        this.recoveryCodes = recoveryCodes;
        this.receipts = receipts;
        this.inventory = inventory;
        this.clock = clock;
    }

    /** @param language in which the notice was shown */
    record Decision(
            @Nullable Integer noticeVersion, @Nullable String language) {
        int version() {
            if (noticeVersion == null) {
                throw Invalid.field("noticeVersion", "required");
            }
            return noticeVersion;
        }

        String languageOr(Locale browsers) {
            return Objects.requireNonNullElse(language, browsers.getLanguage());
        }
    }

    @GetMapping("/consent")
    String page(@RequestAttribute SignedIn signedIn, Locale language, Model model) {
        showNotice(language, model);
        return signedIn.state() == State.ACTIVE ? "redirect:/" : "entrance/consent";
    }

    @PostMapping("/consent")
    String consent(Actor actor, Decision form, Locale language, Model model) {
        var first = isFirst(actor);
        consents.consent(actor, form.version(), form.languageOr(language));
        if (first) {
            model.addAttribute("codes", recoveryCodes.renew(actor));
            return "entrance/recovery-codes";
        } else {
            return "redirect:/";
        }
    }

    @GetMapping("/consent/refusal")
    String refusalPage(@RequestAttribute SignedIn signedIn, Locale language, Model model) {
        showNotice(language, model);
        model.addAttribute("goes", inventory.erased(language));
        model.addAttribute("stays", inventory.retained(language));
        return signedIn.state() == State.ACTIVE ? "redirect:/profile/termination" : "entrance/refusal";
    }

    @PostMapping("/consent/refusal")
    String refuse(
            Actor actor, Decision form, Locale language, HttpServletRequest request, HttpServletResponse response) {
        consents.refuse(actor, form.version(), form.languageOr(language));
        response.addHeader(HttpHeaders.SET_COOKIE, SessionCookie.none(request).toString());
        return "redirect:/goodbye/" + receipts.link(actor, actor.self()).text();
    }

    private void showNotice(Locale language, Model model) {
        model.addAttribute("notice", notices.current());
        model.addAttribute("language", language.getLanguage());
    }

    /** A second click on the same button is shown codes as well, or nobody would have seen those that are in force. */
    private boolean isFirst(Actor actor) {
        var justNow = clock.instant().minus(DOUBLE_CLICK);
        return consents.evidence(actor, actor.self()).stream()
                .noneMatch(one -> one instanceof OwnConsent own && own.at().isBefore(justNow));
    }
}
