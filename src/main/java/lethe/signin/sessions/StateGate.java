package lethe.signin.sessions;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.SignInFailed;
import lethe.signin.sessions.CurrentSession.State;
import lethe.web.shell.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Requires a sign-in, then a new password, then the user's own consent, in that order. Pages redirect, and return to
 * where the user was going afterwards; API calls get 403 with a problem that names the state.
 */
@Component
class StateGate extends OncePerRequestFilter {
    private final Problems problems;

    StateGate(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute("signedIn") instanceof CurrentSession caller) {
            if (caller.means().pastGate() || Routes.isReachable(request, caller.state())) {
                chain.doFilter(request, response);
            } else {
                lead(request, response, caller.state());
            }
        } else if (Routes.isOpen(request)) {
            chain.doFilter(request, response);
        } else if (Routes.isApi(request) || isTyped(request)) {
            problems.write(request, response, SignInFailed.required());
        } else {
            leadToSignIn(request, response);
        }
    }

    /** A fragment that a page loads would show the sign-in page inside it, so the whole page is reloaded instead. */
    private static void leadToSignIn(HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("HX-Request") == null) {
            SavedRequest.keep(request, response);
            redirect(response, request.getContextPath() + "/sign-in");
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setHeader("HX-Refresh", "true");
        }
    }

    /** A redirect would lose what the user typed; the response keeps it. */
    private static boolean isTyped(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod())
                && request.getParameterMap().keySet().stream().anyMatch(name -> !name.equals("_csrf"));
    }

    private void lead(HttpServletRequest request, HttpServletResponse response, State state) throws IOException {
        var password = state == State.NEW_PASSWORD_REQUIRED;
        if (Routes.isApi(request) || isTyped(request)) {
            var code = password ? "new-password-required" : "own-consent-required";
            problems.write(request, response, Forbidden.untilState(code, state.name()));
        } else {
            SavedRequest.keep(request, response);
            redirect(response, request.getContextPath() + (password ? "/new-password" : "/consent"));
        }
    }

    private static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
