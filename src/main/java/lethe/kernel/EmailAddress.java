package lethe.kernel;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address as typed, and the form by which two are the same: lower case, the domain as A-labels (RFC 5890).
 *
 * @param normal the form for comparing; never shown, never stored in clear
 */
public record EmailAddress(String typed, String normal) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final Pattern LOCAL = Pattern.compile("[^\\s\\p{Cc}@<>()\\[\\]\\\\,;:\"]+");
    private static final Pattern DOMAIN =
            Pattern.compile("^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    /** Empty for what is no address. */
    public static Optional<EmailAddress> parse(@Nullable String text) {
        var typed = text == null ? "" : text.strip();
        var at = typed.lastIndexOf('@');
        if (at < 1 || typed.length() > LONGEST) {
            return Optional.empty();
        }
        var local = typed.substring(0, at);
        return aLabels(typed.substring(at + 1))
                .filter(domain -> isLocal(local))
                .map(domain -> new EmailAddress(typed, local.toLowerCase(Locale.ROOT) + "@" + domain));
    }

    /** Gathers what is wrong with it; the normal form of a wrong one is empty. */
    public static EmailAddress check(Fields fields, String field, @Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            fields.wrong(field, "required");
        } else if (typed.strip().length() > LONGEST) {
            fields.wrong(field, "too-long", LONGEST);
        } else if (parse(typed).isEmpty()) {
            fields.wrong(field, "email");
        }
        return parse(typed).orElse(new EmailAddress("", ""));
    }

    private static boolean isLocal(String local) {
        return local.length() <= LONGEST_LOCAL
                && LOCAL.matcher(local).matches()
                && !local.startsWith(".")
                && !local.endsWith(".")
                && !local.contains("..");
    }

    private static Optional<String> aLabels(String domain) {
        try {
            var ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    /** Never the address. */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
