package lethe.operator.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import lethe.signin.sessions.SessionCookie;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The page that creates the first organisation and its first administrator. */
@Controller
class SetUpPages {
    private final SetUpLink link;
    private final OrganisationSetup setup;

    SetUpPages(SetUpLink link, OrganisationSetup setup) {
        this.link = link;
        this.setup = setup;
    }

    record SetUpForm(
            @Nullable String organisation,
            @Nullable String support,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String password,
            @Nullable String repeated) {
        FirstSteps steps() {
            return new FirstSteps(
                    text(organisation),
                    text(support),
                    text(firstName),
                    text(lastName),
                    text(email),
                    text(password),
                    text(repeated));
        }

        private static String text(@Nullable String typed) {
            return Objects.requireNonNullElse(typed, "");
        }
    }

    @GetMapping("/set-up/{secret}")
    String page(@PathVariable String secret, HttpServletResponse response) {
        if (link.opens(secret)) {
            return "setup/set-up";
        } else {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return "setup/closed";
        }
    }

    @PostMapping("/set-up/{secret}")
    String found(
            @PathVariable String secret, SetUpForm form, HttpServletRequest request, HttpServletResponse response) {
        if (!link.opens(secret)) {
            return page(secret, response);
        }
        var opened = setup.byFirstAdmin(form.steps());
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                SessionCookie.of(request, opened.token()).toString());
        return "redirect:/consent";
    }
}
