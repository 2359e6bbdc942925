package lethe.organisations;

import java.net.URI;
import java.util.regex.Pattern;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** A contact for data-protection questions: an e-mail address, a telephone number or a web address. */
public record Support(Kind kind, String value) {
    public enum Kind {
        EMAIL,
        PHONE,
        URL
    }

    private static final int LONGEST = 254;
    /** Characters with a meaning in {@code mailto:} links. Valid in addresses, but refused here. */
    private static final Pattern LINKED = Pattern.compile("[?&#%]");

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()/.-]{2,30}");

    /** The target of a link to this contact. */
    public String href() {
        return switch (kind) {
            case EMAIL -> EmailAddress.link(value);
            case PHONE -> "tel:" + value.replaceAll("[^+0-9]", "");
            case URL -> value;
        };
    }

    static @Nullable Support checked(Validation fields, String field, @Nullable Kind kind, @Nullable String typed) {
        if (kind == null) {
            fields.text(field + ".value", typed, LONGEST);
            fields.wrong(field + ".kind", "required");
            return null;
        }
        return new Support(kind, kind == Kind.EMAIL ? email(fields, field, typed) : other(fields, field, kind, typed));
    }

    /** Normalises the address like every other e-mail address. */
    private static String email(Validation fields, String field, @Nullable String typed) {
        var value = EmailAddress.check(fields, field + ".value", typed).typed();
        if (LINKED.matcher(value).find()) {
            fields.wrong(field + ".value", "format");
        }
        return value;
    }

    private static String other(Validation fields, String field, Kind kind, @Nullable String typed) {
        var value = fields.text(field + ".value", typed, LONGEST);
        var wellFormed = kind == Kind.PHONE ? PHONE.matcher(value).matches() : isWebAddress(value);
        if (!value.isEmpty() && !wellFormed) {
            fields.wrong(field + ".value", "format");
        }
        return value;
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
