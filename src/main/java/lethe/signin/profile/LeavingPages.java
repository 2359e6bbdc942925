package lethe.signin.profile;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.CurrentPassword;
import lethe.platform.requests.InPerson;
import lethe.privacy.erasure.Receipts;
import lethe.privacy.erasure.Termination;
import lethe.privacy.inventory.Holdings;
import lethe.signin.sessions.SessionCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Terminates the user's own account, after showing what is erased, what is kept and why. */
@Controller
class LeavingPages {
    private final Termination termination;
    private final Receipts receipts;
    private final Holdings holdings;

    LeavingPages(Termination termination, Receipts receipts, Holdings holdings) {
        this.termination = termination;
        this.receipts = receipts;
        this.holdings = holdings;
    }

    @GetMapping("/profile/termination")
    String ask(Actor actor, Model model) {
        model.addAttribute("fates", holdings.fates(actor, actor.self()));
        return "profile/termination";
    }

    @PostMapping("/profile/termination")
    @InPerson
    String leave(Actor actor, CurrentPassword proof, HttpServletRequest request, HttpServletResponse response) {
        termination.leave(actor, () -> {});
        SessionCookie.forgetPerson(request, response);
        return "redirect:/goodbye/" + receipts.link(actor).text();
    }
}
