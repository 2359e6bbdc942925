package lethe.signin.profile;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.CurrentPassword;
import lethe.platform.requests.InPerson;
import lethe.platform.requests.Validation;
import lethe.signin.credentials.RecoveryCodes;
import lethe.signin.login.OwnPassword;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.SessionCookie;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The user's own password and recovery codes. */
@Controller
class OwnSecretPages {
    private final OwnPassword ownPassword;
    private final RecoveryCodes recoveryCodes;

    OwnSecretPages(OwnPassword ownPassword, RecoveryCodes recoveryCodes) {
        this.ownPassword = ownPassword;
        this.recoveryCodes = recoveryCodes;
    }

    record PasswordForm(
            @Nullable String currentPassword,
            @Nullable String newPassword,
            @Nullable String repeated) {
        void check(Validation fields) {
            if (newPassword != null && !newPassword.equals(repeated)) {
                fields.wrong("repeated", "password-differs");
            }
        }
    }

    @GetMapping("/profile/password")
    String passwordPage() {
        return "profile/password";
    }

    @PostMapping("/profile/password")
    @InPerson(comparesItself = true)
    String change(
            @RequestAttribute CurrentSession signedIn,
            PasswordForm form,
            HttpServletRequest request,
            HttpServletResponse response) {
        var fields = new Validation();
        form.check(fields);
        fields.check();
        var opened = ownPassword.choose(signedIn, form.newPassword(), form.currentPassword(), Kind.BROWSER);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                SessionCookie.of(request, opened.token()).toString());
        return "redirect:/profile?done=password-changed";
    }

    @GetMapping("/profile/recovery-codes")
    String codesPage(Actor actor, Model model) {
        model.addAttribute("left", recoveryCodes.left(actor));
        return "profile/recovery-codes";
    }

    /** The codes are shown only in this response. */
    @PostMapping("/profile/recovery-codes")
    @InPerson
    String renew(@RequestAttribute CurrentSession signedIn, CurrentPassword proof, Model model) {
        model.addAttribute("codes", recoveryCodes.renew(signedIn));
        return "profile/new-recovery-codes";
    }
}
