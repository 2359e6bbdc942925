package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.TenantContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Requests a link for a forgotten password. {@link OneTimeLinkPages} serves the link itself. */
@Controller
class ForgottenPages {
    private final ForgottenPassword forgotten;

    ForgottenPages(ForgottenPassword forgotten) {
        this.forgotten = forgotten;
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
}
