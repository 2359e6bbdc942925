package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lethe.signin.login.SignIn.Caller;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.CurrentSession.State;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.SessionCookie;
import lethe.signin.sessions.Sessions;
import lethe.signin.sessions.Sessions.Opened;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Completes a sign-in: sets the session cookie, ends the browser's previous session, and chooses the first page. */
@Component
class Arrival {
    private final Sessions sessions;

    Arrival(Sessions sessions) {
        this.sessions = sessions;
    }

    static Caller caller(HttpServletRequest request) {
        return new Caller(
                request.getRemoteAddr(),
                Kind.BROWSER,
                KnownBrowser.mark(request),
                mark -> KnownBrowser.keep(request, mark));
    }

    String of(Opened opened, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute("signedIn") instanceof CurrentSession earlier) {
            sessions.replaced(earlier);
        }
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                SessionCookie.of(request, opened.token()).toString());
        KnownBrowser.write(request, response);
        return "redirect:" + next(opened.state());
    }

    private static String next(State state) {
        return switch (state) {
            case NEW_PASSWORD_REQUIRED -> "/new-password";
            case CONSENT_REQUIRED -> "/consent";
            case ACTIVE -> "/";
        };
    }
}
