package lethe.web.addresses;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import lethe.platform.requests.PublicAddress;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Supports a path in the public address: all links, redirects, forms and cookies stay below it, whether or not the
 * proxy strips it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class BelowPath extends OncePerRequestFilter {
    private final PublicAddress address;

    BelowPath(PublicAddress address) {
        this.address = address;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = address.path();
        request.setAttribute(PublicAddress.PATH, path);
        if (path.isEmpty()) {
            chain.doFilter(request, response);
        } else if (request.getRequestURI().equals(path)) {
            response.sendRedirect(path + "/");
        } else {
            chain.doFilter(new Below(request, path), new Leading(response, path));
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** A request with the path of the public address as its context path. */
    private static final class Below extends HttpServletRequestWrapper {
        private final String path;

        Below(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getContextPath() {
            return path;
        }

        @Override
        public String getRequestURI() {
            var address = super.getRequestURI();
            return address.startsWith(path + "/") ? address : path + address;
        }

        @Override
        public StringBuffer getRequestURL() {
            var all = super.getRequestURL();
            var address = super.getRequestURI();
            return all.replace(all.length() - address.length(), all.length(), getRequestURI());
        }

        @Override
        public String getServletPath() {
            return getRequestURI().substring(path.length());
        }
    }

    /** Prefixes {@code Location} headers of the API, which begin at its own root. */
    private static final class Leading extends HttpServletResponseWrapper {
        private final String path;

        Leading(HttpServletResponse response, String path) {
            super(response);
            this.path = path;
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, below(name, value));
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, below(name, value));
        }

        private String below(String name, String value) {
            var leads = HttpHeaders.LOCATION.equalsIgnoreCase(name) && value != null && value.startsWith("/api/");
            return leads ? path + value : value;
        }
    }
}
