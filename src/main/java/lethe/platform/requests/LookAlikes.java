package lethe.platform.requests;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import java.util.List;

/**
 * Finds words in an e-mail address that are wholly Cyrillic or Greek but read as Latin: раураӏ (UTS #39, whole-script
 * confusables). Names such as Сара are not checked. Words beside others of the same script that do not look Latin are accepted,
 * and so are domains below a top level of their own script, as in browsers.
 */
final class LookAlikes {
    private static final List<Integer> SCRIPTS = List.of(UScript.CYRILLIC, UScript.GREEK);
    private static final SpoofChecker CHECKER =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    private LookAlikes() {}

    /** @param email with its domain decoded */
    static boolean in(String email) {
        var at = email.lastIndexOf('@');
        var domain = email.substring(at + 1);
        var top = domain.substring(domain.lastIndexOf('.') + 1);
        return SCRIPTS.stream()
                .anyMatch(script -> !isGenuine(script, email) && deceives(script, email.substring(0, Math.max(0, at)))
                        || !isOf(script, top) && deceives(script, domain));
    }

    private static boolean deceives(int script, String text) {
        return MixedScripts.words(text).anyMatch(word -> isOf(script, word) && looksLatin(word));
    }

    private static boolean isOf(int script, String word) {
        return !word.isEmpty() && word.codePoints().allMatch(letter -> UScript.getScript(letter) == script);
    }

    /** Whether the text contains a letter of the script that does not look Latin. */
    private static boolean isGenuine(int script, String text) {
        return text.codePoints()
                .filter(letter -> UScript.getScript(letter) == script)
                .anyMatch(letter -> !looksLatin(Character.toString(letter)));
    }

    private static boolean looksLatin(String word) {
        return CHECKER.getSkeleton(word).chars().allMatch(letter -> letter < 0x80);
    }
}
