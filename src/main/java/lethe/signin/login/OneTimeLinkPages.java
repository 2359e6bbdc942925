package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.SignInFailed;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Sign-in links and links for a forgotten password. Opening one only shows a button, so that mail scanners, which
 * open links, do not use it up.
 */
@Controller
class OneTimeLinkPages {
    private static final String RESET = "/sign-in/reset/";
    private final SignIn signIn;
    private final Arrival arrival;

    OneTimeLinkPages(SignIn signIn, Arrival arrival) {
        this.signIn = signIn;
        this.arrival = arrival;
    }

    @GetMapping("/link/{secret}")
    String page() {
        return "entrance/link";
    }

    @GetMapping(RESET + "{secret}")
    String resetPage() {
        return "entrance/reset";
    }

    @PostMapping({"/link/{secret}", RESET + "{secret}"})
    String follow(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response) {
        var opened = signIn.byLink(secret, Arrival.caller(request));
        return arrival.of(opened, request, response);
    }

    /** Used, replaced, expired and unknown links get the same page. */
    @ExceptionHandler({Gone.class, SignInFailed.class})
    @ResponseStatus(HttpStatus.GONE)
    String dead(HttpServletRequest request) {
        return request.getServletPath().startsWith(RESET) ? "entrance/reset-dead" : "entrance/link-dead";
    }
}
