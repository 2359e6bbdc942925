package lethe.organisations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.requests.OperatorAddress;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the scope to the organisation that the address names: {@code /o/{slug}/…} serves the same paths as the root, with links and
 * cookies below that prefix. Without the prefix, the sole organisation is in scope, if there is exactly one.
 */
@Component
@Order(-200)
class OrganisationAddress extends OncePerRequestFilter {
    private static final Pattern ADDRESS = Pattern.compile("/o/([a-z0-9-]{1,60})(/.*)?");
    private final Organisations organisations;

    OrganisationAddress(Organisations organisations) {
        this.organisations = organisations;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        var address = ADDRESS.matcher(path);
        if (OperatorAddress.covers(path)) {
            chain.doFilter(request, response);
        } else if (!address.matches()) {
            in(organisations.only(), request, response, chain);
        } else if (address.group(2) == null) {
            response.sendRedirect(request.getRequestURI() + "/");
        } else {
            var organisation = organisations.bySlug(address.group(1));
            in(organisation, organisation.isEmpty() ? request : new Below(request, address.group(1)), response, chain);
        }
    }

    private static void in(
            Optional<OrganisationId> organisation,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        if (organisation.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            try {
                TenantContext.call(organisation.get(), () -> {
                    chain.doFilter(request, response);
                    return null;
                });
            } catch (ServletException | IOException | RuntimeException failed) {
                throw failed;
            } catch (Exception impossible) {
                throw new ServletException(impossible);
            }
        }
    }

    /** A request with the organisation's address as its context path. */
    private static final class Below extends HttpServletRequestWrapper {
        private final String address;

        Below(HttpServletRequest request, String slug) {
            super(request);
            this.address = request.getContextPath() + "/o/" + slug;
        }

        @Override
        public String getContextPath() {
            return address;
        }

        @Override
        public String getServletPath() {
            return getRequestURI().substring(address.length());
        }
    }
}
