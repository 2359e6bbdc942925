package lethe.signin.sessions;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lethe.platform.database.OpenTransaction;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.TenantContext;
import lethe.platform.requests.Presence;
import lethe.web.shell.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Identifies the caller by bearer token or session cookie, and runs the rest of the request as that user, in their
 * organisation. An invalid bearer token is refused immediately; an invalid cookie is ignored.
 */
@Component
class Recognition extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final String BY_TOKEN = Recognition.class.getName() + ".byToken";
    private final CallerLookup callers;
    private final Problems problems;
    private final RefusedCalls refused;

    Recognition(CallerLookup callers, Problems problems, RefusedCalls refused) {
        this.callers = callers;
        this.problems = problems;
        this.refused = refused;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
        var bearer = header.filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
        var secret =
                Routes.isOperators(request) ? Optional.<String>empty() : bearer.or(() -> SessionCookie.read(request));
        try {
            var caller = secret.flatMap(one -> callers.recognise(one, Routes.leadsToADoor(request)))
                    .filter(Recognition::atHome);
            answer(caller, bearer.isPresent(), request, response, chain);
        } finally {
            OpenTransaction.end();
        }
    }

    private void answer(
            Optional<CurrentSession> caller,
            boolean byToken,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        if (caller.isPresent()) {
            request.setAttribute(BY_TOKEN, byToken);
            runAs(caller.get(), request, response, chain);
        } else if (byToken && !Routes.isOpen(request)) {
            problems.write(request, response, SignInFailed.required());
        } else {
            chain.doFilter(request, response);
        }
    }

    /**
     * Whether the caller authenticated by a token in a header, which no foreign page can send, and not by a cookie.
     */
    static boolean isByToken(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(BY_TOKEN));
    }

    /** A session of one organisation is ignored at another organisation's address. */
    private static boolean atHome(CurrentSession caller) {
        return TenantContext.organisation()
                .map(organisation -> organisation.equals(caller.actor().organisation()))
                .orElse(true);
    }

    private void runAs(
            CurrentSession caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(Actor.class.getName(), caller.actor());
        request.setAttribute("signedIn", caller);
        request.setAttribute(Presence.ATTRIBUTE, caller.presence());
        var authentication = UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of());
        SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
        try {
            TenantContext.call(caller.actor(), () -> {
                chain.doFilter(request, response);
                refused.look(caller.actor(), request, response);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
