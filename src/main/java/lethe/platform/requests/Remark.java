package lethe.platform.requests;

import lethe.platform.kernel.FieldError;

/**
 * A doubt about stored data: unusual but possible. Shown once, never a reason to refuse.
 *
 * @param field the one to check
 */
public record Remark(String field, String code) {
    /** The form's and the audit log's representation. */
    public String text() {
        return field + ":" + code;
    }

    public FieldError error() {
        return FieldError.of(field, code);
    }
}
