package lethe.signin.profile;

import java.util.Locale;
import lethe.platform.kernel.Gone;
import lethe.signin.sessions.CurrentSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The link that confirms a new e-mail. Opening it only shows a button, so that mail scanners do not confirm it. */
@Controller
class ConfirmationPages {
    private final OwnEmail email;

    ConfirmationPages(OwnEmail email) {
        this.email = email;
    }

    @GetMapping("/email/{secret}")
    String page() {
        return "emails/confirm";
    }

    @PostMapping("/email/{secret}")
    String confirm(
            @PathVariable String secret,
            Locale language,
            @RequestAttribute(required = false) @Nullable CurrentSession signedIn) {
        email.confirm(secret, language);
        return signedIn == null ? "redirect:/sign-in?done=email-changed" : "redirect:/profile?done=email-changed";
    }

    /** Used, replaced, expired and unknown links get the same page. */
    @ExceptionHandler(Gone.class)
    @ResponseStatus(HttpStatus.GONE)
    String dead() {
        return "emails/dead";
    }
}
