package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 422: readable, but a rule is broken; one error for each field that breaks one. */
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

    /** What may be true and is unusual: shown once, stored when it is sent again. */
    public static Invalid doubtful(List<FieldError> doubts) {
        return new Invalid("doubtful", doubts);
    }

    /** An e-mail was typed where names are searched. */
    public static Invalid useLookup() {
        return new Invalid("use-lookup", List.of(FieldError.of("query", "use-lookup")));
    }
}
