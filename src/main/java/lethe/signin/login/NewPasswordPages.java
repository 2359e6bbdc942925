package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lethe.platform.requests.InPerson;
import lethe.platform.requests.Validation;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.CurrentSession.State;
import lethe.signin.sessions.Session.Kind;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Sets the password after a sign-in by temporary password, link or recovery code. */
@Controller
class NewPasswordPages {
    private final OwnPassword ownPassword;
    private final Arrival arrival;

    NewPasswordPages(OwnPassword ownPassword, Arrival arrival) {
        this.ownPassword = ownPassword;
        this.arrival = arrival;
    }

    @GetMapping("/new-password")
    String page(@RequestAttribute CurrentSession signedIn) {
        return signedIn.state() == State.NEW_PASSWORD_REQUIRED ? "entrance/new-password" : "redirect:/profile/password";
    }

    @PostMapping("/new-password")
    @InPerson(comparesItself = true)
    String choose(
            @RequestAttribute CurrentSession signedIn,
            NewPassword form,
            HttpServletRequest request,
            HttpServletResponse response) {
        var fields = new Validation();
        form.check(fields);
        fields.check();
        return arrival.of(ownPassword.choose(signedIn, form.newPassword(), null, Kind.BROWSER), request, response);
    }
}
