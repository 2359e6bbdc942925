package lethe.platform.requests;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Invalid;
import org.jspecify.annotations.Nullable;

/** Collects the errors of a form, so that all are reported together. */
public final class Validation {
    private static final int NAME = 100;
    private static final int TITLE = 120;
    private static final char LOST = '\uFFFD';
    /** Begins at the last letter before the at sign, so that long texts are scanned in linear time. */
    private static final Pattern EMAIL_INSIDE = Pattern.compile("[^\\s@/:?#&=<(]@[^\\s@]+\\.[^\\s@]");

    private final List<FieldError> errors = new ArrayList<>();

    /** A person's first or last name: 1 to 100 code points of any script; no control characters and no @. */
    public String name(String field, @Nullable String typed) {
        var name = text(field, typed, NAME);
        if (name.indexOf('@') >= 0) {
            wrong(field, "at-sign");
        }
        return name;
    }

    /** The name of a thing: 1 to 120 code points, without an e-mail address. Composed (NFC), so that no two look alike. */
    public String title(String field, @Nullable String typed) {
        var title = text(field, composed(typed), TITLE);
        noEmailInside(field, title);
        return title;
    }

    /** The form in which names are compared (NFC): some keyboards and files write ü as two code points. */
    public static String composed(@Nullable String name) {
        return name == null ? "" : Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** Columns that are not sealed must not contain an e-mail address, because it could not be forgotten. */
    public void noEmailInside(String field, String text) {
        if (EMAIL_INSIDE.matcher(text.replace("%40", "@")).find()) {
            wrong(field, "email-inside");
        }
    }

    /**
     * One line, trimmed; bidirectional and zero-width marks are kept. Text that is too long is returned truncated, so that
     * further checks stay cheap.
     */
    public String text(String field, @Nullable String typed, int most) {
        var text = typed == null ? "" : Unseen.trimmed(typed);
        if (text.isEmpty()) {
            wrong(field, "required");
        } else if (text.codePointCount(0, text.length()) > most) {
            wrong(field, "too-long", most);
            return text.substring(0, text.offsetByCodePoints(0, most));
        } else {
            noControl(field, text);
        }
        return text;
    }

    public void wrong(String field, String code, Object... arguments) {
        errors.add(FieldError.of(field, code, arguments));
    }

    /** Adds the errors collected elsewhere. */
    public void addAll(Validation others) {
        errors.addAll(others.errors);
    }

    public boolean fine() {
        return errors.isEmpty();
    }

    /** Throws a refusal with all errors, if there are any. */
    public void check() {
        if (!errors.isEmpty()) {
            throw refusal();
        }
    }

    public Invalid refusal() {
        return new Invalid(errors);
    }

    /** Refuses text that was damaged in transit: U+FFFD replaces letters that were lost. */
    public void noLostLetter(String field, String text) {
        if (text.indexOf(LOST) >= 0) {
            wrong(field, "lost-letter", text.codePointCount(0, text.indexOf(LOST)) + 1);
        }
    }

    private void noControl(String field, String text) {
        var points = text.codePoints().toArray();
        for (var place = 0; place < points.length; place++) {
            if (Character.getType(points[place]) == Character.CONTROL) {
                wrong(field, "control-character", place + 1);
                return;
            }
        }
        noLostLetter(field, text);
    }
}
