package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.TenantContext;
import lethe.platform.requests.Validation;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.CurrentSession.State;
import lethe.signin.sessions.SavedRequest;
import lethe.signin.sessions.SessionCookie;
import lethe.signin.sessions.Sessions;
import lethe.signin.sessions.Sessions.Opened;
import lethe.web.shell.Held;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Sign-in and sign-out. If the address names no organisation and there are several, the organisation is requested
 * first.
 */
@Controller
class SignInPages {
    private final SignIn signIn;
    private final Sessions sessions;
    private final Organisations organisations;
    private final ForgottenPassword forgotten;
    private final Return onward;
    private final Arrival arrival;

    SignInPages(
            SignIn signIn,
            Sessions sessions,
            Organisations organisations,
            ForgottenPassword forgotten,
            Return onward,
            Arrival arrival) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.organisations = organisations;
        this.forgotten = forgotten;
        this.onward = onward;
        this.arrival = arrival;
    }

    /** @param held a form that was not submitted because its session had ended, as {@link Held} packs it */
    record PasswordForm(
            @Nullable String email,
            @Nullable String password,
            @Nullable String held) {}

    record CodeForm(@Nullable String email, @Nullable String recoveryCode) {}

    @GetMapping("/sign-in")
    String page(@RequestAttribute(required = false) @Nullable CurrentSession signedIn, Model model) {
        if (signedIn != null) {
            return "redirect:/";
        } else if (TenantContext.organisation().isPresent()) {
            model.addAttribute("mail", forgotten.isOffered());
            return "entrance/sign-in";
        } else {
            return organisations.isEmpty() ? "entrance/unfounded" : "entrance/organisation";
        }
    }

    @PostMapping("/sign-in")
    String byPassword(PasswordForm form, HttpServletRequest request, HttpServletResponse response, Model model) {
        var fields = new Validation();
        var email = required(fields, "email", form.email());
        var password = required(fields, "password", form.password());
        fields.check();
        var opened = signIn.byPassword(null, email, password, Arrival.caller(request));
        var next = arrive(opened, request, response);
        if (form.held() == null || Held.parse(form.held()).isEmpty()) {
            return next;
        }
        model.addAttribute("held", form.held());
        model.addAttribute("first", opened.state() == State.ACTIVE ? null : next.substring("redirect:".length()));
        return "entrance/held";
    }

    /** Leads to the page requested before signing in, unless the user must do something else first. */
    private String arrive(Opened opened, HttpServletRequest request, HttpServletResponse response) {
        var next = arrival.of(opened, request, response);
        return opened.state() == State.ACTIVE ? "redirect:" + onward.address(request, response) : next;
    }

    /**
     * Redirects to the sign-in page of the organisation that was typed. Strangers are not shown a list of
     * organisations.
     */
    @PostMapping(path = "/sign-in", params = "organisation")
    String where(@RequestParam String organisation) {
        var slug = organisations
                .slugMeant(organisation)
                .orElseThrow(() ->
                        Invalid.field("organisation", organisation.isBlank() ? "required" : "no-such-organisation"));
        return "redirect:/o/" + slug + "/sign-in";
    }

    @GetMapping("/sign-in/recovery-code")
    String codePage(@RequestAttribute(required = false) @Nullable CurrentSession signedIn) {
        return signedIn == null && TenantContext.organisation().isPresent()
                ? "entrance/recovery-code"
                : "redirect:/sign-in";
    }

    @PostMapping("/sign-in/recovery-code")
    String byCode(CodeForm form, HttpServletRequest request, HttpServletResponse response) {
        var fields = new Validation();
        var email = required(fields, "email", form.email());
        var code = required(fields, "recoveryCode", form.recoveryCode());
        fields.check();
        var opened = signIn.byRecoveryCode(null, email, code, Arrival.caller(request));
        return arrive(opened, request, response);
    }

    @PostMapping("/sign-out")
    String signOut(
            @RequestAttribute CurrentSession signedIn, HttpServletRequest request, HttpServletResponse response) {
        sessions.signOut(signedIn);
        SavedRequest.of(request).ifPresent(onward -> onward.forget(request, response));
        SessionCookie.forget(request, response);
        return "redirect:/sign-in?done=signed-out";
    }

    private static String required(Validation fields, String field, @Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            fields.wrong(field, "required");
        }
        return Objects.requireNonNullElse(typed, "");
    }
}
