package lethe.platform.requests;

import com.ibm.icu.text.IDNA;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address as typed, and the form by which two are the same: lower case, the domain as A-labels (RFC 5890)
 * after UTS #46, non-transitional. What cannot be seen around it is not part of it, and what cannot be seen within is refused.
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

    /** Empty for what is no address. */
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

    /** Gathers what is wrong with it; the normal form of a wrong one is empty. */
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
     * The normal form that earlier versions looked it up by: they took ß for ss, ς for σ and joiners for nothing (IDNA
     * 2003). Empty where it is the same, as it is for nearly all.
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

    /** With the domain in the letters that its A-labels stand for, as browsers and mail programs show it. */
    static String asRead(String typed) {
        var at = typed.lastIndexOf('@') + 1;
        if (typed.length() > LONGEST) {
            return typed;
        }
        var domain = UTS46.nameToUnicode(typed.substring(at), new StringBuilder(), new IDNA.Info());
        return typed.substring(0, at) + domain;
    }

    /** What a browser opens to write to it; nothing of it may be taken for a subject or further receivers. */
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

    /** A domain of ASCII is what it is: what a registry once gave out is not refused by later rules. */
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

    /** Never the address. */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
