package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 422: the request is readable but breaks a rule; one error per field. */
public final class Invalid extends Refusal {
    public Invalid(List<FieldError> errors) {
        this("validation", errors);
    }

    private Invalid(String code, List<FieldError> errors) {
        super(422, code, errors, Map.of());
    }

    public static Invalid field(String field, String code, Object... arguments) {
        return new Invalid(List.of(FieldError.of(field, code, arguments)));
    }

    /** Unusual but possible values: shown once, and accepted when the request is repeated. */
    public static Invalid doubtful(List<FieldError> doubts) {
        return new Invalid("doubtful", doubts);
    }

    /** The name search received an e-mail address; these are looked up by another route. */
    public static Invalid useLookup() {
        return new Invalid("use-lookup", List.of(FieldError.of("query", "use-lookup")));
    }
}
