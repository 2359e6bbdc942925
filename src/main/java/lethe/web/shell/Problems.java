package lethe.web.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.Refusal;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.json.JsonMapper;

/** Answers errors: API clients as {@code application/problem+json}, browsers as a page. */
@Component
public class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final List<String> FOR_CLIENTS = List.of("/api/", "/health/", "/metrics");
    private static final int INCIDENT = 10;
    private final RefusedPages pages;
    private final MessageSource messages;
    private final LocaleResolver locales;
    private final JsonMapper json;
    private final Randomness randomness;
    private final SeldomLog seldom = new SeldomLog(LOG);

    Problems(
            RefusedPages pages,
            MessageSource messages,
            LocaleResolver locales,
            JsonMapper json,
            Randomness randomness) {
        this.pages = pages;
        this.messages = messages;
        this.locales = locales;
        this.json = json;
        this.randomness = randomness;
    }

    /** For filters, which have no exception handler: writes the complete response including headers. */
    public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        write(request, response, logged(request, ProblemDetails.of(refusal), refusal), isForClients(request));
    }

    /** For requests that the server refused before any filter. */
    public void write(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        write(request, response, ProblemDetails.status(status), isForClients(request));
    }

    /** Continues the chain and answers exceptions of later filters. */
    public void around(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException thrown) {
            if (response.isCommitted() && !isUnreadable(request)) {
                throw brokenOff(request, thrown);
            }
            var failure = logged(request, ProblemDetails.of(thrown), thrown);
            if (!response.isCommitted()) {
                write(request, response, failure, isForClients(request));
            }
        }
    }

    /**
     * Closes the connection, so that the client sees that what it has is incomplete. After any other exception the server
     * would append an error page and log the message.
     */
    private ClientAbortException brokenOff(HttpServletRequest request, Exception thrown) {
        if (!DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
            logged(request, ProblemDetails.of(thrown), thrown);
        }
        return new ClientAbortException();
    }

    /**
     * Whether the server failed to read the body: it has already chosen its response, and would log a rethrown
     * exception.
     */
    private static boolean isUnreadable(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException;
    }

    /** Whether the address belongs to an API, which never answers with a page or redirect. */
    public static boolean isForClients(HttpServletRequest request) {
        return isForClients(
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    static boolean isForClients(String address) {
        return FOR_CLIENTS.stream().anyMatch(address::startsWith);
    }

    void write(HttpServletRequest request, HttpServletResponse response, ProblemDetails failure, boolean forClient)
            throws IOException {
        var problem = problem(request, failure);
        response.resetBuffer();
        // If a download is refused after all, the refusal must not be saved as its file.
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
        response.setStatus(failure.status());
        failure.setHeaders(response);
        if (forClient) {
            var body = json.writeValueAsBytes(problem);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } else {
            pages.show(problem, request, response);
        }
        // Flushes now, because after an unreadable body the server would replace the response with its own.
        response.flushBuffer();
    }

    /** The notice on a held form shown again: nothing was saved yet. */
    public Problem notSent(HttpServletRequest request) {
        return problem(request, new ProblemDetails(409, "not-sent", List.of(), Map.of(), new HttpHeaders()));
    }

    Problem problem(HttpServletRequest request, ProblemDetails failure) {
        var language = locales.resolveLocale(request);
        var wrongs = failure.errors().stream().map(one -> wrong(language, one)).toList();
        return new Problem(
                failure.code(),
                messages.getMessage("problem." + failure.code() + ".title", null, language),
                failure.status(),
                detail(language, failure, wrongs),
                pages.support(request),
                wrongs,
                failure.extra());
    }

    /**
     * Logs a bug under an incident number that the response contains as well: only classes and code locations, never
     * exception messages, which may contain personal data.
     */
    ProblemDetails logged(HttpServletRequest request, ProblemDetails failure, Throwable thrown) {
        if (!failure.isOurFault()) {
            if (failure.status() == 408 || failure.status() == 503) {
                seldom.warn(failure.status(), thrown);
            }
            return failure;
        }
        var incident = randomness.letters(INCIDENT);
        var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        LOG.error("incident {} at {} {}{}", incident, request.getMethod(), route, trace(thrown));
        return new ProblemDetails(
                failure.status(), failure.code(), List.of(), Map.of("incident", incident), failure.headers());
    }

    private Problem.Wrong wrong(Locale language, FieldError error) {
        var arguments = error.arguments().toArray();
        var message = Stream.of(
                        "error." + error.code() + "." + error.field(),
                        "error." + error.code(),
                        "problem." + error.code() + ".detail",
                        "error.invalid")
                .map(key -> messages.getMessage(key, arguments, "", language))
                .filter(text -> text != null && !text.isEmpty())
                .findFirst()
                .orElseThrow();
        return new Problem.Wrong(error.field(), error.code(), message);
    }

    private String detail(Locale language, ProblemDetails failure, List<Problem.Wrong> wrongs) {
        return wrongs.stream()
                .findFirst()
                .map(wrong -> wrong.field() + ": " + wrong.message())
                .orElseGet(() -> messages.getMessage("problem." + failure.code() + ".detail", null, language));
    }

    private static String trace(Throwable thrown) {
        var trace = new StringBuilder();
        Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .forEach(cause -> {
                    trace.append("\n").append(cause.getClass().getName());
                    Stream.of(cause.getStackTrace()).limit(40).forEach(place -> trace.append("\n\tat ")
                            .append(place));
                });
        return trace.toString();
    }
}
