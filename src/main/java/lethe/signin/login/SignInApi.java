package lethe.signin.login;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.CurrentPassword;
import lethe.platform.requests.InPerson;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.requests.Validation;
import lethe.signin.credentials.RecoveryCodes;
import lethe.signin.login.SignIn.Caller;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.Sessions;
import lethe.signin.sessions.Sessions.Opened;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class SignInApi {
    private final SignIn signIn;
    private final OwnPassword ownPassword;
    private final RecoveryCodes recoveryCodes;
    private final OneTimeLinks links;
    private final Sessions sessions;
    private final PublicUrl url;

    SignInApi(
            SignIn signIn,
            OwnPassword ownPassword,
            RecoveryCodes recoveryCodes,
            OneTimeLinks links,
            Sessions sessions,
            PublicUrl url) {
        this.signIn = signIn;
        this.ownPassword = ownPassword;
        this.recoveryCodes = recoveryCodes;
        this.links = links;
        this.sessions = sessions;
        this.url = url;
    }

    record SignInForm(
            @Nullable String organisation,
            @Nullable String email,
            @Nullable String password,
            @Nullable String recoveryCode,
            @Nullable String link) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "SignInForm[…]";
        }
    }

    record PasswordForm(
            @Nullable String newPassword, @Nullable String currentPassword) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "PasswordForm[…]";
        }
    }

    record Nothing() {}

    record RenewedCodes(List<String> recoveryCodes) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "RenewedCodes[…]";
        }
    }

    record IssuedLink(String url, Instant expiresAt) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "IssuedLink[…]";
        }
    }

    record SignedInAnswer(String token, CurrentSession.State state, Instant expiresAt, UserId userId) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "SignedInAnswer[…]";
        }

        static SignedInAnswer of(Opened opened) {
            return new SignedInAnswer(opened.token().text(), opened.state(), opened.expiresAt(), opened.user());
        }
    }

    @PostMapping("/sign-in")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "410")
    SignedInAnswer signIn(@RequestBody SignInForm form, HttpServletRequest request) {
        var caller = Caller.api(request.getRemoteAddr());
        if (form.link() != null) {
            return SignedInAnswer.of(signIn.byLink(form.link(), caller));
        }
        var fields = new Validation();
        var secret = form.recoveryCode() == null ? form.password() : form.recoveryCode();
        require(fields, "email", form.email());
        require(fields, "password", secret);
        fields.check();
        var email = Objects.requireNonNull(form.email());
        return SignedInAnswer.of(
                form.recoveryCode() == null
                        ? signIn.byPassword(form.organisation(), email, Objects.requireNonNull(secret), caller)
                        : signIn.byRecoveryCode(form.organisation(), email, form.recoveryCode(), caller));
    }

    @PostMapping("/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@RequestAttribute CurrentSession signedIn) {
        sessions.signOut(signedIn);
    }

    @PostMapping("/me/password")
    @InPerson(comparesItself = true)
    SignedInAnswer password(@RequestBody PasswordForm form, @RequestAttribute CurrentSession signedIn) {
        return SignedInAnswer.of(ownPassword.choose(signedIn, form.newPassword(), form.currentPassword(), Kind.API));
    }

    @PostMapping("/me/recovery-codes")
    @InPerson
    RenewedCodes recoveryCodes(@RequestBody CurrentPassword proof, @RequestAttribute CurrentSession signedIn) {
        return new RenewedCodes(recoveryCodes.renew(signedIn));
    }

    @PostMapping("/users/{id}/sign-in-link")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.MANAGE_USERS)
    ResponseEntity<IssuedLink> link(@RequestBody Nothing nothing, Actor actor, @PathVariable UserId id) {
        var issued = links.issue(actor, id);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new IssuedLink(url.to("/link/" + issued.token().text()), issued.expiresAt()));
    }

    private static void require(Validation fields, String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            fields.wrong(field, "required");
        }
    }
}
