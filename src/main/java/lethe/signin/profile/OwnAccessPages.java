package lethe.signin.profile;

import java.time.Clock;
import java.time.Duration;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.CurrentPassword;
import lethe.platform.requests.InPerson;
import lethe.signin.sessions.AccessToken.TokenId;
import lethe.signin.sessions.AccessTokens;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.Session.SessionId;
import lethe.signin.sessions.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The user's own sessions and access tokens. */
@Controller
class OwnAccessPages {
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Clock clock;

    OwnAccessPages(Sessions sessions, AccessTokens tokens, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** @param days the days until the token expires */
    record NewToken(
            @Nullable String name,
            @Nullable Integer days,
            @Nullable String currentPassword) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "NewToken[…]";
        }
    }

    @GetMapping("/profile/sessions/{id}/ending")
    String ending(@RequestAttribute CurrentSession signedIn, @PathVariable SessionId id, Model model) {
        model.addAttribute("session", sessions.find(signedIn, id));
        return "profile/ending";
    }

    @PostMapping("/profile/sessions/{id}/ending")
    @InPerson
    String end(CurrentPassword proof, @RequestAttribute CurrentSession signedIn, @PathVariable SessionId id) {
        sessions.end(signedIn, id);
        return "redirect:/profile?done=session-ended";
    }

    @GetMapping("/profile/tokens/new")
    String newToken() {
        return "profile/new-token";
    }

    /** The token is shown only in this response. */
    @PostMapping("/profile/tokens/new")
    @InPerson
    String create(
            @RequestAttribute CurrentSession signedIn,
            NewToken form,
            @RequestParam(required = false) @Nullable String repeatKey,
            Model model) {
        var expires = form.days() == null ? null : clock.instant().plus(Duration.ofDays(form.days()));
        model.addAttribute(
                "token",
                tokens.create(signedIn, form.name(), expires, repeatKey).token());
        return "profile/token";
    }

    @GetMapping("/profile/tokens/{id}/revocation")
    String revocation(Actor actor, @PathVariable TokenId id, Model model) {
        model.addAttribute("token", tokens.find(actor, id));
        return "profile/revocation";
    }

    @PostMapping("/profile/tokens/{id}/revocation")
    @InPerson
    String revoke(CurrentPassword proof, Actor actor, @PathVariable TokenId id) {
        tokens.revoke(actor, id);
        return "redirect:/profile?done=token-revoked";
    }
}
