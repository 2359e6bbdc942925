package lethe.web.addresses;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import lethe.platform.kernel.Forbidden;
import lethe.platform.requests.PublicAddress;
import lethe.web.shell.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * If the public address uses HTTPS, answers nothing over HTTP except health checks. Pages are redirected to HTTPS.
 * Anything else is refused, because its content has already been sent unencrypted and a redirect would hide that.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class HttpsOnly extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private final PublicAddress address;
    private final Problems problems;

    HttpsOnly(PublicAddress address, Problems problems) {
        this.address = address;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!address.isHttps() || request.isSecure() || path(request).startsWith("/health/")) {
            chain.doFilter(request, response);
        } else if (mayRedirect(request)) {
            var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
            response.setHeader(HttpHeaders.LOCATION, address.base() + path(request) + query);
        } else {
            problems.write(request, response, Forbidden.httpsRequired());
        }
    }

    /** Avoids a redirect loop: a proxy may have received HTTPS without saying so, or not be trusted. */
    private static boolean mayRedirect(HttpServletRequest request) {
        return READING.contains(request.getMethod())
                && !Problems.isForClients(request)
                && request.getAttribute(BehindProxies.TROUBLE) == null;
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
