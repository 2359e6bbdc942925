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
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;

/** Spring Security, with our own sessions: recognise, check the form's token, hold at the gate. Permissions are the doors'. */
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

    /** Nobody signs in through Spring Security's own means. */
    @Bean
    UserDetailsService nobody() {
        return name -> {
            throw new UsernameNotFoundException("nobody");
        };
    }

    @Bean
    FilterRegistrationBean<Recognition> recognitionOnlyInTheChain(Recognition recognition) {
        return notByItself(new FilterRegistrationBean<>(recognition));
    }

    @Bean
    FilterRegistrationBean<StateGate> gateOnlyInTheChain(StateGate gate) {
        return notByItself(new FilterRegistrationBean<>(gate));
    }

    private static <T extends Filter> FilterRegistrationBean<T> notByItself(FilterRegistrationBean<T> filter) {
        filter.setEnabled(false);
        return filter;
    }

    /** Each request recognises its caller anew; a form that is open in another tab must not end with it. */
    private static void keepFormToken(
            Authentication caller, HttpServletRequest request, HttpServletResponse response) {}

    private static CookieCsrfTokenRepository csrfTokens(PublicAddress address) {
        var path = address.path().isEmpty() ? "/" : address.path();
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(Cookies.named(address.isHttps(), InBrowser.FORM, path));
        tokens.setHeaderName("X-CSRF-TOKEN");
        tokens.setCookiePath(path);
        // Strict would leave it at home when somebody follows a link from their mail, and the page that opens would
        // hand out another: every form that is open in another tab would die.
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
        return tokens;
    }

    /** Whatever changes something and could be sent by a browser without its user's will. */
    private static boolean needsFormToken(HttpServletRequest request) {
        var reads =
                switch (request.getMethod()) {
                    case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
                    default -> false;
                };
        var openCall = Routes.isApi(request) && !bringsSecrets(request);
        return !reads && !isByToken(request) && !openCall && !Routes.isOneClick(request);
    }

    /** By a header that no foreign page can send. The operator's pages look at no cookie where there is one at all. */
    private static boolean isByToken(HttpServletRequest request) {
        return Recognition.isByToken(request)
                || Routes.isOperators(request) && request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    /** A cookie that somebody is recognised by, of whatever kind: not the mark of a form, nor where one was going. */
    private static boolean bringsSecrets(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .anyMatch(cookie ->
                        InBrowser.SESSION.isCalled(cookie.getName()) || InBrowser.OPERATOR.isCalled(cookie.getName()));
    }
}
