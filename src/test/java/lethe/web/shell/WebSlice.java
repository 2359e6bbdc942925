package lethe.web.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.PublicAddress;
import lethe.web.api.IdempotencyKeys;
import lethe.web.api.OperatorRepeats;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The wing {@code web} alone, without database and sign-in: a header sets the caller's permissions. Not a component, so
 * that other tests do not pick it up.
 */
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
@ComponentScan(
        basePackages = {"lethe.web.shell", "lethe.web.api"},
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.ASSIGNABLE_TYPE,
                        classes = {PageHeading.class, IdempotencyKeys.class, OperatorRepeats.class}))
@Import({Randomness.class, PublicAddress.class})
public class WebSlice {
    public static final String MAY = "X-May";
    private static final UUID SOME = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final OrganisationId ACME = new OrganisationId(SOME);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Fixed contacts, so that no database is needed. */
    @Bean
    @SuppressWarnings("NullAway")
    PageHeading masthead() {
        return new PageHeading(null, null) {
            @Override
            Heading heading(HttpServletRequest request) {
                return new Heading(
                        "Acme Partners",
                        List.of(
                                new PageContext.Channel("privacy@acme.example", "mailto:privacy@acme.example"),
                                new PageContext.Channel("+49 30 1234567", "tel:+49301234567")));
            }
        };
    }

    /**
     * {@code X-May: MANAGE_USERS,VIEW_PARTNERS} sets permissions; {@code X-May: -} is a user without any; no header
     * means not signed in.
     */
    @Bean
    OncePerRequestFilter signedIn() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                var may = request.getHeader(MAY);
                if (may != null) {
                    var actor = Actor.user(ACME, new UserId(SOME), UserType.INTERNAL, permissions(may));
                    request.setAttribute(Actor.class.getName(), actor);
                }
                chain.doFilter(request, response);
            }
        };
    }

    private static List<Permission> permissions(String may) {
        return may.equals("-")
                ? List.of()
                : Arrays.stream(may.split(",")).map(Permission::valueOf).toList();
    }
}
