package lethe.platform.requests;

import lethe.platform.kernel.FieldError;

/**
 * A doubt about what is stored: unusual, and yet it may be true. Said once, never a reason to refuse.
 *
 * @param field the one to look at
 */
public record Remark(String field, String code) {
    /** As a form sends it back, and as the audit log has it. */
    public String text() {
        return field + ":" + code;
    }

    public FieldError error() {
        return FieldError.of(field, code);
    }
}
