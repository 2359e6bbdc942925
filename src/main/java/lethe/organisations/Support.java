package lethe.organisations;

import java.net.URI;
import java.util.regex.Pattern;
import lethe.platform.kernel.Validation;
import org.jspecify.annotations.Nullable;

/** A channel for questions on data protection: an e-mail address, a telephone number or a web address. */
public record Support(Kind kind, String value) {
    public enum Kind {
        EMAIL,
        PHONE,
        URL
    }

    private static final int LONGEST = 254;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"?&#%]{1,64}@[^\\s@<>\"?&#%/]{1,189}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()/.-]{2,30}");

    /** What a link to it begins with. */
    public String href() {
        return switch (kind) {
            case EMAIL -> "mailto:" + value;
            case PHONE -> "tel:" + value.replaceAll("[^+0-9]", "");
            case URL -> value;
        };
    }

    static @Nullable Support checked(Validation fields, String field, @Nullable Kind kind, @Nullable String typed) {
        var value = fields.text(field + ".value", typed, LONGEST);
        if (kind == null) {
            fields.wrong(field + ".kind", "required");
            return null;
        }
        var support = new Support(kind, value);
        if (!value.isEmpty() && !support.wellFormed()) {
            fields.wrong(field + ".value", "format");
        }
        return support;
    }

    private boolean wellFormed() {
        return switch (kind) {
            case EMAIL -> EMAIL.matcher(value).matches();
            case PHONE -> PHONE.matcher(value).matches();
            case URL -> isWebAddress(value);
        };
    }

    private static boolean isWebAddress(String value) {
        try {
            var address = URI.create(value);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
