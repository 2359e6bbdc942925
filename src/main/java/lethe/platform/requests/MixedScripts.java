package lethe.platform.requests;

import com.ibm.icu.text.SpoofChecker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words with letters of several scripts: a Cyrillic а among Latin letters looks like one of them and is another (UTS #39,
 * restriction level 3). What Chinese, Japanese and Korean mix is none, nor is a word wholly of one script: of those only
 * what {@link LookAlikes} finds in an e-mail is remarked upon.
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

    /** Which of a person's fields to look at once more. */
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
        return BETWEEN_WORDS.splitAsStream(text).anyMatch(word -> !word.isEmpty() && CHECKER.failsChecks(word));
    }
}
