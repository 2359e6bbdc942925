package lethe.platform.kernel;

import com.ibm.icu.text.SpoofChecker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Words with letters of several scripts: a Cyrillic а among Latin letters looks like one of them and is another (UTS #39,
 * restriction level 3). A word wholly of one script is never one, nor is what Chinese, Japanese and Korean mix.
 */
public final class MixedScripts {
    static final String CODE = "mixed-scripts";
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final SpoofChecker CHECKER = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private MixedScripts() {}

    /** Which of a person's fields to look at once more. */
    public static List<Remark> in(String firstName, String lastName, String email) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("firstName", firstName);
        fields.put("lastName", lastName);
        fields.put("email", email);
        return fields.entrySet().stream()
                .filter(field -> isMixed(field.getValue()))
                .map(Map.Entry::getKey)
                .map(field -> new Remark(field, CODE))
                .toList();
    }

    static boolean isMixed(String text) {
        return BETWEEN_WORDS.splitAsStream(text).anyMatch(word -> !word.isEmpty() && CHECKER.failsChecks(word));
    }
}
