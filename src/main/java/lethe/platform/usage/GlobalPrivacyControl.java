package lethe.platform.usage;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Requests with {@code Sec-GPC: 1} are not counted. The preference comes with each request and is not stored. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class GlobalPrivacyControl extends OncePerRequestFilter {
    private static final ScopedValue<Boolean> ON = ScopedValue.newInstance();

    static boolean isOn() {
        return ON.isBound();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            ScopedValue.where(ON, true).call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"1".equals(request.getHeader("Sec-GPC"));
    }
}
