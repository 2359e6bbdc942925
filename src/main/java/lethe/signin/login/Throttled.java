package lethe.signin.login;

import jakarta.servlet.http.HttpServletResponse;
import lethe.platform.kernel.RateLimited;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Tells users on a page when to try again; API calls get a problem like any other. */
@ControllerAdvice(
        assignableTypes = {
            SignInPages.class,
            ForgottenPages.class,
            OneTimeLinkPages.class,
            NewPasswordPages.class,
            FirstChoicePages.class,
            ConsentPages.class
        })
@Order(Ordered.HIGHEST_PRECEDENCE)
class Throttled {
    @ExceptionHandler
    @ResponseStatus(HttpStatus.TOO_MANY_REQUESTS)
    String later(RateLimited tooMany, HttpServletResponse response, Model model) {
        var wait = tooMany.retryAfter();
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds())));
        model.addAttribute("minutes", wait.toMinutes() + 1);
        return "entrance/throttled";
    }
}
