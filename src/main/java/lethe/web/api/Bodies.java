package lethe.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lethe.web.shell.Problems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits request bodies before they are read. Runs within the organisation of the address and outside of
 * authentication, so that refusals by later filters are answered with the organisation's name.
 */
@Component
@Order(-150)
final class Bodies extends OncePerRequestFilter {
    private final FileRoutes files;
    private final HeldBytes held;
    private final Problems problems;

    Bodies(FileRoutes files, HeldBytes held, Problems problems) {
        this.files = files;
        this.held = held;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var body = new Body(request, files, held)) {
            problems.around(body, response, chain);
        }
    }
}
