package lethe.web.shell;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.RateLimited;
import lethe.platform.kernel.Refusal;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.Unavailable;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;

/** Maps any exception to a response: our refusals, Spring's exceptions, database errors, and bugs. */
record ProblemDetails(
        int status, String code, List<FieldError> errors, Map<String, Object> extra, HttpHeaders headers) {
    private static final String PARAMETER = "invalid-parameter";
    private static final String SECONDS = "5";
    private static final ProblemDetails FAULT = plain(500, "internal");

    /**
     * SQL states for a lost or refused connection, starting or stopping, full disk or memory, and read-only recovery.
     */
    private static final Set<String> AWAY = Set.of("08", "57P", "53", "25006");

    /** SQL states for deadlocks and serialisation failures. */
    private static final Set<String> LOST = Set.of("40P01", "40001");

    static ProblemDetails of(Throwable thrown) {
        return switch (thrown) {
            case Refusal refusal -> refused(refusal);
            case HttpMessageNotReadableException unreadable -> plain(400, "malformed");
            case MissingServletRequestParameterException missing -> parameter(missing.getParameterName(), "required");
            case MethodArgumentTypeMismatchException wrong -> mismatch(wrong);
            case BindException wrong -> bound(wrong);
            case TypeMismatchException wrong -> plain(400, PARAMETER);
            case BadRequestException cutOff -> plain(400, "malformed");
            case EOFException cutOff -> plain(400, "malformed");
            case SocketTimeoutException slow -> status(408);
            case InvalidParameterException server -> plain(server.getErrorCode(), codeOf(server.getErrorCode()));
            case ErrorResponse known -> known(known);
            case RequestRejectedException hostile -> plain(400, "malformed");
            case MultipartException unreadable ->
                unreadable.getCause() instanceof Refusal || unreadable.getCause() instanceof ErrorResponse
                        ? of(unreadable.getCause())
                        : plain(400, "malformed");
            case ServletException wrapped -> wrapped.getCause() == null ? FAULT : of(wrapped.getCause());
            default -> other(thrown);
        };
    }

    private static ProblemDetails other(Throwable thrown) {
        if (isLost(thrown)) {
            return plain(409, "changed-meanwhile");
        } else {
            return isAway(thrown) ? refused(new Unavailable()) : FAULT;
        }
    }

    static ProblemDetails status(int status) {
        return plain(status, codeOf(status));
    }

    void setHeaders(HttpServletResponse response) {
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }

    boolean isOurFault() {
        return status == 500;
    }

    private static ProblemDetails refused(Refusal refusal) {
        var headers = new HttpHeaders();
        switch (refusal) {
            case RateLimited later -> headers.set(HttpHeaders.RETRY_AFTER, seconds(later));
            case Unavailable away -> headers.set(HttpHeaders.RETRY_AFTER, SECONDS);
            case SignInFailed failed -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            default -> {}
        }
        return new ProblemDetails(refusal.status(), refusal.code(), refusal.errors(), refusal.extra(), headers);
    }

    private static String seconds(RateLimited later) {
        return String.valueOf(Math.max(1, later.retryAfter().toSeconds()));
    }

    private static ProblemDetails plain(int status, String code) {
        return new ProblemDetails(status, code, List.of(), Map.of(), new HttpHeaders());
    }

    private static ProblemDetails parameter(String name, String code) {
        return new ProblemDetails(400, PARAMETER, List.of(FieldError.of(name, code)), Map.of(), new HttpHeaders());
    }

    /** A malformed path variable means that the thing does not exist. */
    private static ProblemDetails mismatch(MethodArgumentTypeMismatchException wrong) {
        return wrong.getParameter().hasParameterAnnotation(PathVariable.class)
                ? plain(404, "not-found")
                : new ProblemDetails(
                        400, PARAMETER, List.of(wrong(wrong.getName(), wrong)), Map.of(), new HttpHeaders());
    }

    private static FieldError wrong(String name, TypeMismatchException wrong) {
        var type = wrong.getRequiredType();
        return type != null && type.isEnum() ? BadRequest.valueOf(name, type) : FieldError.of(name, PARAMETER);
    }

    private static ProblemDetails bound(BindException wrong) {
        var errors = wrong.getFieldErrors().stream()
                .map(error -> error.contains(TypeMismatchException.class)
                        ? wrong(error.getField(), error.unwrap(TypeMismatchException.class))
                        : FieldError.of(error.getField(), PARAMETER))
                .toList();
        return new ProblemDetails(400, PARAMETER, errors, Map.of(), new HttpHeaders());
    }

    private static ProblemDetails known(ErrorResponse known) {
        var status = known.getStatusCode().value();
        var headers = new HttpHeaders();
        headers.putAll(known.getHeaders());
        if (status == 503) {
            headers.set(HttpHeaders.RETRY_AFTER, SECONDS);
        }
        return new ProblemDetails(status, codeOf(status), List.of(), Map.of(), headers);
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 400 -> "malformed";
            case 401 -> "sign-in-required";
            case 403 -> "permission";
            case 404 -> "not-found";
            case 405 -> "method";
            case 406 -> "not-acceptable";
            case 408 -> "too-slow";
            case 410 -> "gone";
            case 413 -> "too-large";
            case 415 -> "media-type";
            case 429 -> "too-many";
            case 503 -> "unavailable";
            default -> status < 500 ? "malformed" : "internal";
        };
    }

    /** Whether the transaction lost a deadlock or serialisation conflict. */
    private static boolean isLost(Throwable thrown) {
        return causes(thrown)
                .anyMatch(
                        cause -> cause instanceof SQLException sql && LOST.contains(String.valueOf(sql.getSQLState())));
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static boolean isAway(Throwable thrown) {
        return causes(thrown).anyMatch(ProblemDetails::saysAway);
    }

    private static boolean saysAway(Throwable thrown) {
        return switch (thrown) {
            case SQLTransientException passing -> true;
            case SQLException sql -> AWAY.stream().anyMatch(String.valueOf(sql.getSQLState())::startsWith);
            case DataAccessResourceFailureException away -> true;
            case TransientDataAccessException passing -> true;
            case CannotCreateTransactionException away -> true;
            // The connection was lost during commit or rollback.
            case TransactionSystemException away -> true;
            default -> false;
        };
    }
}
