package lethe.platform.requests;

import com.ibm.icu.text.SpoofChecker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds words that mix scripts: a Cyrillic а among Latin letters looks like a Latin one (UTS #39, restriction level 3). The usual
 * mixtures of Chinese, Japanese and Korean are accepted, and so are words of a single script, except those that {@link
 * LookAlikes} finds in an e-mail address.
 */
public final class MixedScripts {
    static final String CODE = "mixed-scripts";
    static final String LOOKS_ALIKE = "looks-alike";
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final SpoofChecker CHECKER = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private MixedScripts() {}

    /** The fields of a user that should be checked again. */
    public static List<Remark> in(String firstName, String lastName, String email) {
        var read = EmailAddress.asRead(email);
        var fields = new LinkedHashMap<String, String>();
        fields.put("firstName", firstName);
        fields.put("lastName", lastName);
        fields.put("email", read);
        var mixed = fields.entrySet().stream()
                .filter(field -> isMixed(field.getValue()))
                .map(field -> new Remark(field.getKey(), CODE));
        var alike = LookAlikes.in(read) ? Stream.of(new Remark("email", LOOKS_ALIKE)) : Stream.<Remark>empty();
        return Stream.concat(mixed, alike).toList();
    }

    static boolean isMixed(String text) {
        return words(text).anyMatch(CHECKER::failsChecks);
    }

    /** The runs of letters in a text. */
    static Stream<String> words(String text) {
        return BETWEEN_WORDS.splitAsStream(text).filter(word -> !word.isEmpty());
    }
}
