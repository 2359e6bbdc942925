package lethe.signin.sessions;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import lethe.platform.kernel.Forbidden;
import lethe.platform.personaldata.InBrowser;
import lethe.platform.requests.PublicAddress;
import lethe.web.addresses.Cookies;
import lethe.web.shell.Problems;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;

/**
 * Configures Spring Security with our own sessions: identify the caller, check the form token, check the state gate.
 * Permissions are checked by the services.
 */
@Configuration(proxyBeanMethods = false)
class Chain {
    @Bean
    SecurityFilterChain chain(
            HttpSecurity http, Recognition recognition, StateGate gate, Problems problems, PublicAddress address) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens(address))
                        .requireCsrfProtectionMatcher(Chain::needsFormToken)
                        .sessionAuthenticationStrategy(Chain::keepFormToken))
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling -> handling.accessDeniedHandler(
                        (request, response, denied) -> problems.write(request, response, Forbidden.forgedForm())))
                .addFilterBefore(recognition, CsrfFilter.class)
                .addFilterAfter(gate, CsrfFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** One observation a request is enough, without one more around each of the filters. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** No user signs in through Spring Security's own mechanisms. */
    @Bean
    UserDetailsService nobody() {
        return name -> {
            throw new UsernameNotFoundException("nobody");
        };
    }

    @Bean
    FilterRegistrationBean<Recognition> recognitionOnlyInTheChain(Recognition recognition) {
        return onlyInTheChain(new FilterRegistrationBean<>(recognition));
    }

    @Bean
    FilterRegistrationBean<StateGate> gateOnlyInTheChain(StateGate gate) {
        return onlyInTheChain(new FilterRegistrationBean<>(gate));
    }

    private static <T extends Filter> FilterRegistrationBean<T> onlyInTheChain(FilterRegistrationBean<T> filter) {
        filter.setEnabled(false);
        return filter;
    }

    /**
     * Keeps the form token. Each request authenticates its caller again, and a form open in another tab must survive
     * that.
     */
    private static void keepFormToken(
            Authentication caller, HttpServletRequest request, HttpServletResponse response) {}

    private static CookieCsrfTokenRepository csrfTokens(PublicAddress address) {
        var path = address.path().isEmpty() ? "/" : address.path();
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(Cookies.named(address.isHttps(), InBrowser.FORM, path));
        tokens.setHeaderName("X-CSRF-TOKEN");
        tokens.setCookiePath(path);
        // With Strict, browsers omit the cookie when a user follows a link from a mail, and the page that opens would
        // set another one: forms open in other tabs would stop working.
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
        return tokens;
    }

    /** Requests that change something and that a foreign page could make a browser send. */
    private static boolean needsFormToken(HttpServletRequest request) {
        var reads =
                switch (request.getMethod()) {
                    case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
                    default -> false;
                };
        var openCall = Routes.isApi(request) && !bringsSecrets(request);
        return !reads && !isByToken(request) && !openCall && !Routes.isOneClick(request);
    }

    /**
     * Authenticated by a header, which no foreign page can send. The operator's pages ignore cookies if the header is
     * present.
     */
    private static boolean isByToken(HttpServletRequest request) {
        return Recognition.isByToken(request)
                || Routes.isOperators(request) && request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    /** Whether the request has a cookie that authenticates: not the form token, and not the saved request. */
    private static boolean bringsSecrets(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .anyMatch(cookie ->
                        InBrowser.SESSION.isCalled(cookie.getName()) || InBrowser.OPERATOR.isCalled(cookie.getName()));
    }
}
