package lethe.platform.requests;

import com.ibm.icu.text.IDNA;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address as typed, and its normal form for comparisons: lower case, the domain as A-labels (RFC 5890) by UTS #46,
 * non-transitional. Invisible characters around it are removed, invisible characters inside are refused.
 *
 * @param normal the form for comparing; never shown, never stored in clear
 */
public record EmailAddress(String typed, String normal) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final String ACE = "xn--";
    private static final EmailAddress NONE = new EmailAddress("", "");
    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.CHECK_CONTEXTJ);
    private static final Pattern LOCAL = Pattern.compile("[^\\s\\p{Cc}\\uFFFD@<>()\\[\\]\\\\,;:\"]+");
    private static final Pattern DOMAIN =
            Pattern.compile("^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    /** Empty if the text is not an address. */
    public static Optional<EmailAddress> parse(@Nullable String text) {
        var typed = text == null ? "" : Unseen.stripped(text);
        var at = typed.lastIndexOf('@');
        if (at < 1 || typed.length() > LONGEST) {
            return Optional.empty();
        }
        var local = typed.substring(0, at);
        return aLabels(typed.substring(at + 1))
                .filter(domain -> isLocal(local))
                .map(domain -> new EmailAddress(typed, local.toLowerCase(Locale.ROOT) + "@" + domain));
    }

    /** Adds the address's errors to the validation; the normal form of an invalid one is empty. */
    public static EmailAddress check(Validation fields, String field, @Nullable String text) {
        var typed = text == null ? "" : Unseen.stripped(text);
        if (typed.isEmpty()) {
            fields.wrong(field, "required");
            return NONE;
        } else if (typed.length() > LONGEST) {
            fields.wrong(field, "too-long", LONGEST);
            return NONE;
        }
        var unseen = typed.codePoints()
                .filter(letter -> letter != ' ' && Unseen.is(letter))
                .findFirst();
        var address = unseen.isPresent() ? Optional.<EmailAddress>empty() : parse(typed);
        if (typed.indexOf('\uFFFD') >= 0) {
            fields.noLostLetter(field, typed);
            return NONE;
        } else if (unseen.isPresent()) {
            fields.wrong(field, "unseen", String.format("U+%04X", unseen.getAsInt()));
        } else if (address.isEmpty()) {
            fields.wrong(field, "email");
        }
        return address.orElse(NONE);
    }

    /**
     * The normal form of earlier versions, which mapped ß to ss and ς to σ and removed joiners (IDNA 2003). Empty if it is the
     * same, as for nearly all addresses.
     */
    public static Optional<String> former(String normal) {
        var at = normal.lastIndexOf('@') + 1;
        if (!normal.startsWith(ACE, at) && !normal.contains("." + ACE)) {
            return Optional.empty();
        }
        try {
            var unicode = UTS46.nameToUnicode(normal.substring(at), new StringBuilder(), new IDNA.Info());
            var former = IDN.toASCII(unicode.toString(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return Optional.of(normal.substring(0, at) + former).filter(other -> !other.equals(normal));
        } catch (IllegalArgumentException neverWasOne) {
            return Optional.empty();
        }
    }

    /** With the domain decoded from A-labels, as browsers and mail programs show it. */
    static String asRead(String typed) {
        var at = typed.lastIndexOf('@') + 1;
        if (typed.length() > LONGEST) {
            return typed;
        }
        var domain = UTS46.nameToUnicode(typed.substring(at), new StringBuilder(), new IDNA.Info());
        return typed.substring(0, at) + domain;
    }

    /** A {@code mailto:} URL; escapes characters that would begin a subject or further recipients. */
    public static String link(String typed) {
        return "mailto:"
                + typed.replace("%", "%25")
                        .replace("?", "%3F")
                        .replace("&", "%26")
                        .replace("#", "%23");
    }

    private static boolean isLocal(String local) {
        return local.length() <= LONGEST_LOCAL
                && LOCAL.matcher(local).matches()
                && !local.startsWith(".")
                && !local.endsWith(".")
                && !local.contains("..");
    }

    /** ASCII domains are not checked by UTS #46: later rules must not refuse a domain that a registry once issued. */
    private static Optional<String> aLabels(String domain) {
        if (domain.chars().allMatch(letter -> letter < 0x80)) {
            return domain(domain.toLowerCase(Locale.ROOT));
        }
        var info = new IDNA.Info();
        var ascii = UTS46.nameToASCII(domain, new StringBuilder(), info);
        return info.hasErrors() ? Optional.empty() : domain(ascii.toString());
    }

    private static Optional<String> domain(String ascii) {
        return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
    }

    /** Omits the address. */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
