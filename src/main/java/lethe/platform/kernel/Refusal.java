package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/**
 * What Lethe says no to, in the words of RFC 9457: a status, the last part of the problem's type, and what explains it.
 *
 * <p>Carries ids and codes, never a person's data, and no stack trace: it is an answer, not a fault.
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

    /** The problem's type without {@code /problems/}. */
    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Further members of the problem, {@code missing} or {@code holders} say. */
    public Map<String, Object> extra() {
        return extra;
    }
}
