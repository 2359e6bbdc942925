package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/**
 * A request that Lethe refuses, as RFC 9457 describes it: a status, the last part of the problem's type, and details.
 *
 * <p>Carries IDs and codes, never personal data, and no stack trace, because it is a response and not a fault.
 */
public abstract sealed class Refusal extends RuntimeException
        permits BadRequest, SignInFailed, Forbidden, NotFound, Gone, Conflict, Invalid, RateLimited, Unavailable {
    private final int status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> extra;

    Refusal(int status, String code, List<FieldError> errors, Map<String, Object> extra) {
        super(status + " " + code, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.extra = Map.copyOf(extra);
    }

    public int status() {
        return status;
    }

    /** The problem type without {@code /problems/}. */
    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Further members of the problem, such as {@code missing} or {@code holders}. */
    public Map<String, Object> extra() {
        return extra;
    }
}
