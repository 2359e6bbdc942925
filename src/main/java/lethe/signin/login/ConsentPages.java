package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Invalid;
import lethe.platform.requests.Presence;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import lethe.privacy.consent.Consents;
import lethe.privacy.erasure.Receipts;
import lethe.privacy.inventory.Holdings;
import lethe.privacy.notices.Layer;
import lethe.privacy.notices.Notice;
import lethe.privacy.notices.NoticeDiff;
import lethe.privacy.notices.Notices;
import lethe.privacy.notices.TextDiff;
import lethe.signin.credentials.RecoveryCodes;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.CurrentSession.State;
import lethe.signin.sessions.SessionCookie;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The current privacy notice and the user's decision: continue, or refuse, which terminates the account. */
@Controller
class ConsentPages {
    private static final Duration DOUBLE_CLICK = Duration.ofSeconds(15);
    private final Consents consents;
    private final Notices notices;
    private final RecoveryCodes recoveryCodes;
    private final Receipts receipts;
    private final Holdings holdings;
    private final Return onward;
    private final Clock clock;

    ConsentPages(
            Consents consents,
            Notices notices,
            RecoveryCodes recoveryCodes,
            Receipts receipts,
            Holdings holdings,
            Return onward,
            Clock clock) {
        this.consents = consents;
        this.notices = notices;
        this.recoveryCodes = recoveryCodes;
        this.receipts = receipts;
        this.holdings = holdings;
        this.onward = onward;
        this.clock = clock;
    }

    /** @param language the language in which the notice was shown */
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
    String page(@RequestAttribute CurrentSession signedIn, Locale language, HttpServletRequest request, Model model) {
        var notice = showNotice(language, model);
        consents.ownConsent(signedIn.actor()).ifPresent(earlier -> {
            model.addAttribute("earlier", earlier);
            model.addAttribute("differences", differences(signedIn.actor(), earlier, notice, language.getLanguage()));
        });
        model.addAttribute("unsent", Return.isUnsent(request));
        return signedIn.state() == State.ACTIVE ? "redirect:/" : "entrance/consent";
    }

    @PostMapping("/consent")
    String consent(
            Actor actor,
            @RequestAttribute CurrentSession signedIn,
            Decision form,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var first = signedIn.means().session() && isFirst(actor, form.version());
        consents.consent(actor, form.version(), form.languageOr(language));
        if (first) {
            model.addAttribute("next", FirstChoicePages.ADDRESS);
            model.addAttribute("codes", recoveryCodes.renew(signedIn));
            return "entrance/recovery-codes";
        } else {
            return "redirect:" + onward.address(request, response);
        }
    }

    @GetMapping("/consent/refusal")
    String refusalPage(Actor actor, @RequestAttribute CurrentSession signedIn, Locale language, Model model) {
        showNotice(language, model);
        model.addAttribute("fates", holdings.fates(actor, actor.self()));
        return signedIn.state() == State.ACTIVE ? "redirect:/profile/termination" : "entrance/refusal";
    }

    @PostMapping("/consent/refusal")
    String refuse(
            Actor actor,
            @RequestAttribute Presence presence,
            Decision form,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response) {
        presence.needProof();
        consents.refuse(actor, form.version(), form.languageOr(language));
        SessionCookie.forgetPerson(request, response);
        return "redirect:/goodbye/" + receipts.link(actor).text();
    }

    private Notice showNotice(Locale language, Model model) {
        var notice = notices.current();
        model.addAttribute("notice", notice);
        model.addAttribute("language", language.getLanguage());
        return notice;
    }

    /** Null if the two versions are in different languages. */
    private @Nullable Map<Layer, TextDiff> differences(
            Actor actor, OwnConsent earlier, Notice notice, String language) {
        var before = notices.get(actor, earlier.noticeVersion());
        return before.spoken(language).equals(notice.spoken(language))
                ? NoticeDiff.between(before.in(language), notice.in(language))
                : null;
    }

    /** True also for a second click on the same button: it replaces the codes, so the new ones must be shown. */
    private boolean isFirst(Actor actor, int version) {
        var justNow = clock.instant().minus(DOUBLE_CLICK);
        return consents.evidence(actor, actor.self()).stream()
                .noneMatch(one -> one instanceof OwnConsent own
                        && (own.noticeVersion() != version || own.at().isBefore(justNow)));
    }
}
