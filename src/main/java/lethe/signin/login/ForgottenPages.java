package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Objects;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.TenantContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A forgotten password: a link is asked for, and followed. Opening it does nothing yet, as what scans mail opens it too. */
@Controller
class ForgottenPages {
    private final ForgottenPassword forgotten;
    private final SignIn signIn;
    private final Arrival arrival;

    ForgottenPages(ForgottenPassword forgotten, SignIn signIn, Arrival arrival) {
        this.forgotten = forgotten;
        this.signIn = signIn;
        this.arrival = arrival;
    }

    record ForgottenForm(@Nullable String email) {}

    @GetMapping("/sign-in/forgotten")
    String page() {
        return forgotten.isOffered() && TenantContext.organisation().isPresent()
                ? "entrance/forgotten"
                : "redirect:/sign-in";
    }

    @PostMapping("/sign-in/forgotten")
    String ask(ForgottenForm form, Locale language, HttpServletRequest request) {
        var email = Objects.requireNonNullElse(form.email(), "");
        if (email.isBlank()) {
            throw Invalid.field("email", "required");
        }
        forgotten.ask(null, email, request.getRemoteAddr(), language);
        return "redirect:/sign-in?done=forgotten";
    }

    @GetMapping("/sign-in/reset/{secret}")
    String resetPage() {
        return "entrance/reset";
    }

    @PostMapping("/sign-in/reset/{secret}")
    String reset(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response) {
        var opened = signIn.byLink(secret, Arrival.caller(request));
        return arrival.of(opened, request, response);
    }

    /** Used, replaced, lapsed, or never ours: to whoever holds it that is the same. */
    @ExceptionHandler({Gone.class, SignInFailed.class})
    @ResponseStatus(HttpStatus.GONE)
    String dead() {
        return "entrance/reset-dead";
    }
}
