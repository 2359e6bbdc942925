package lethe.signin.sessions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.personaldata.InBrowser;
import lethe.vault.vault.Vault;
import lethe.web.addresses.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The operator's access: a token, or a one-time link and the session that it begins. The command line issues both.
 */
@Component
public class OperatorSessions {
    private static final Duration TOKEN = Duration.ofHours(24);
    private static final Duration LINK = Duration.ofMinutes(15);
    public static final Duration SESSION = Duration.ofHours(1);
    private static final String PREFIX = "lethe_opr_";
    private static final String BEARER = "Bearer ";
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Randomness randomness;
    private final Vault vault;

    OperatorSessions(JdbcClient jdbc, Clock clock, Randomness randomness, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** Issues a token for API calls, valid for 24 hours. */
    @Transactional
    public String token() {
        return issue("TOKEN", TOKEN);
    }

    /** Issues the secret of a link to the operator's pages; it works once, for 15 minutes. */
    @Transactional
    public String link() {
        return issue("LINK", LINK);
    }

    /** Exchanges a link for a session of one hour; 410 if it has been used or has expired. */
    @Transactional
    public String open(String link) {
        var used = jdbc.sql("delete from operator_secret where hash = :hash and kind = 'LINK' and expires_at > :now")
                .param("hash", hash(link))
                .param("now", ResultColumns.time(clock.instant()))
                .update();
        if (used == 0) {
            throw new Gone();
        }
        return issue("SESSION", SESSION);
    }

    @Transactional
    public void close(HttpServletRequest request) {
        cookie(request).ifPresent(secret -> jdbc.sql("delete from operator_secret where hash = :hash")
                .param("hash", hash(secret))
                .update());
    }

    /** Returns the operator; throws (401) if the caller is not the operator. */
    @Transactional(readOnly = true)
    public Actor need(HttpServletRequest request) {
        if (isOperator(request)) {
            return Actor.operator();
        } else {
            throw SignInFailed.required();
        }
    }

    /** Returns the page or, if the caller is not the operator, the page that explains how to get in. */
    public String pageOrClosed(HttpServletRequest request, HttpServletResponse response, Function<Actor, String> page) {
        if (isOperator(request)) {
            return page.apply(Actor.operator());
        } else {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            return "operator/closed";
        }
    }

    private boolean isOperator(HttpServletRequest request) {
        var bearer = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
        return bearer.isPresent()
                ? bearer.filter(header -> header.startsWith(BEARER + PREFIX))
                        .filter(header -> inForce(header.substring(BEARER.length()), "TOKEN"))
                        .isPresent()
                : cookie(request).filter(secret -> inForce(secret, "SESSION")).isPresent();
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        return Cookies.read(request, InBrowser.OPERATOR);
    }

    private boolean inForce(String secret, String kind) {
        return jdbc.sql(
                        "select exists (select 1 from operator_secret where hash = :hash and kind = :kind and expires_at > :now)")
                .param("hash", hash(secret))
                .param("kind", kind)
                .param("now", ResultColumns.time(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    private String issue(String kind, Duration lifetime) {
        jdbc.sql("delete from operator_secret where expires_at <= :now")
                .param("now", ResultColumns.time(clock.instant()))
                .update();
        var secret = PREFIX + randomness.letters(32);
        jdbc.sql("insert into operator_secret (hash, kind, expires_at) values (:hash, :kind, :expires)")
                .param("hash", hash(secret))
                .param("kind", kind)
                .param("expires", ResultColumns.time(clock.instant().plus(lifetime)))
                .update();
        return secret;
    }

    /** Keyed, so that write access to the database alone does not make anyone the operator. */
    private byte[] hash(String secret) {
        return vault.installationFingerprint("operator-secret", secret);
    }
}
