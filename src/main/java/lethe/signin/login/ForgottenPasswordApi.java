package lethe.signin.login;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import lethe.platform.kernel.NotFound;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ForgottenPasswordApi {
    private final ForgottenPassword forgotten;

    ForgottenPasswordApi(ForgottenPassword forgotten) {
        this.forgotten = forgotten;
    }

    record ResetForm(
            @Nullable String organisation, @Nullable String email) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "ResetForm[…]";
        }
    }

    /** Responds the same whether or not an account has that e-mail. */
    @PostMapping("/api/v1/password-reset")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ApiResponse(responseCode = "202")
    @ApiResponse(responseCode = "404")
    void resetPassword(@RequestBody ResetForm form, Locale language, HttpServletRequest request) {
        if (!forgotten.isOffered()) {
            throw new NotFound();
        }
        var email = Objects.requireNonNullElse(form.email(), "");
        if (email.isBlank()) {
            var fields = new Validation();
            fields.wrong("email", "required");
            fields.check();
        }
        forgotten.ask(form.organisation(), email, request.getRemoteAddr(), language);
    }
}
