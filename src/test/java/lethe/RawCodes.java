package lethe;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds what users should never see: constants, machine-readable times, field names, gaps in a text. */
final class RawCodes {
    private static final Pattern NOT_PROSE =
            Pattern.compile("(?is)<(head|script|code|pre|textarea|option)\\b.*?</\\1>|<!--.*?-->|<svg\\b.*?</svg>");
    private static final Pattern CODE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d[\\d:.]*"
            + "|\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+"
            + "|\\b[A-Z]+_[A-Z_]+|\\b[A-Z]{5,}\\b"
            + "|\\b[a-z]+[A-Z][a-z]+\\b"
            + "|\\{\\d[^}]*}");

    /** Allowed: settings and file columns as typed, laws, and the one field that a page names for programs. */
    private static final Set<String> MEANT = Set.of(
            "LETHE_SMTP_URL",
            "LETHE_TRUSTED_PROXIES",
            "LETHE_KEYS_MIRROR",
            "HTTPS",
            "DSGVO",
            "TDDDG",
            "contactEmail",
            "currentPassword");

    private RawCodes() {}

    static List<String> in(String html) {
        var prose = NOT_PROSE.matcher(html).replaceAll(" ").replaceAll("(?s)<[^>]*>", " ");
        return CODE.matcher(prose)
                .results()
                .map(MatchResult::group)
                .filter(code -> !MEANT.contains(code))
                .distinct()
                .toList();
    }
}
