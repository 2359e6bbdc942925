package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Automates parts of {@code docs/vocabulary.md}: translated German, inconsistent terms, informal German. */
class WordingTest {
    /** Legal, technical and signed texts, which say <em>e-mail</em>. */
    private static final List<String> LEGAL =
            List.of("inventory.", "processing.", "consentreceipt.", "receipt.phrase.", "subscriptions.words");

    /** Signed phrases of receipts, which must not change. */
    private static final String SIGNED = "receipt.phrase.";

    private static final Map<String, Pattern> TRANSLATED = patterns(Map.ofEntries(
            Map.entry(
                    "no one, someone, everyone, anyone who; or name the user", "(some|no|any|every)body|who(so)?ever"),
            Map.entry("automatically", "by (itself|oneself)"),
            Map.entry("no longer works", "works? no (more|longer)"),
            Map.entry("their own", "an own|of (theirs|yours|ours)"),
            Map.entry("permanently", "for good"),
            Map.entry("such as", "say(?=[.,:]|$)"),
            Map.entry("as well", "too(?=[.:;]|$)"),
            Map.entry("resume, continue", "gone on with|go on"),
            Map.entry("is, is shown", "stands|stood"),
            Map.entry("again, renewed", "anew"),
            Map.entry("applies, takes effect", "in force"),
            Map.entry("valid until, works for", "good (for|until)|(is|are) good"),
            Map.entry("can", "you may|may do"),
            Map.entry("created", "(is|are|was|were|been) made|make an? (token|link)"),
            Map.entry("text, version", "(these|those|which|whose) words"),
            Map.entry("none of it", "nothing of (it|yours|theirs)"),
            Map.entry("immediately", "here and now|there and then|(erased|deleted|applies|ends?) at once"),
            Map.entry("expired", "lapses|has lapsed"),
            Map.entry("signs you in", "lets? (you|them|the person|somebody|someone) in(to)?"),
            Map.entry("is not a", "(this|that|it) is no(?! (longer|more))"),
            Map.entry("no later than, for at most", "at the longest|at the latest until"),
            Map.entry("who can", "(those|users|people) who may"),
            Map.entry("from another, belongs to another", "(is|are) of (another|a different)"),
            Map.entry("restored, repaired", "put (back|right)"),
            Map.entry("continues, resumes", "goes on|going on|went on"),
            Map.entry("is kept", "stays? for"),
            Map.entry("withdraw consent; revoke is for tokens", "revokes? (your|the|their) consent")));

    private static final Map<String, Pattern> OTHER_TERMS = patterns(Map.of(
            "ID", "ids?",
            "support contact", "support channels?",
            "privacy notice", "privacy (policy|statement)",
            "sign in, sign-in", "log ?in|login|logged in",
            "terminate", "delete (a |the |this )?users?",
            "idempotency key", "keys? against creating twice",
            "temporary password", "initial password|first secret",
            "sign-in link", "magic link|log-?in link"));

    private static final Map<String, Pattern> OTHER_GERMAN_TERMS = patterns(Map.of(
            "Kontaktweg", "Anlaufstellen?",
            "abonnieren", "bestell(en|t|te|ten)",
            "Link zum Abbestellen, zur Einrichtung", "(Abmelde|Einrichtungs)-?links?",
            "Kennung", "IDs?|Ids?",
            "Benutzer, Person", "Mitglied(er)?|Nutzer",
            "Berechtigung", "Rollen und Rechten?",
            "vorläufiges Passwort", "erstes? Geheimnis",
            "Zugangsprüfung", "Zugriffsprüfung",
            "anmelden, Anmeldung", "einloggen|Log-?in",
            "einwilligen", "der Speicherung .*zugestimmt|hat diese Person zugestimmt"));

    /** German that follows English word for word, or has other words for the same thing. */
    private static final Map<String, Pattern> TRANSLATED_GERMAN = patterns(Map.of(
            "sofort", "hier und jetzt",
            "löschen", "(wird|werden|ist|sind|(?<!gezählt )und dann) vergessen",
            "Text", "(diese[mnrs]?|den|mit|welche[mnr]?|in) Worten?|die Worte",
            "Signatur, signiert", "unterschr(ie|ei)ben\\w*|Unterschrift(en)?",
            "Hash", "Prüfsummen?",
            "wenn jemand", "wer [^.:;]{1,60}, dessen",
            "per E-Mail", "per Mail"));

    /** Most periods are set by organisations; those of mails are the same for all. */
    private static final Map<String, Pattern> FIXED_PERIODS = patterns(Map.of(
            "the value of the setting",
            "(one|two|three|seven|fourteen|thirty|ninety|zwei|drei|sieben|vierzehn) (days|Tagen?)"));

    private static final Set<String> TRULY_FIXED =
            Set.of("mailings.status.SENT.text", "inventory.retention.mail", "retention.why.mail");

    @Test
    void germanTermsAreConsistent() throws IOException {
        assertThat(found(OTHER_GERMAN_TERMS, texts("de"))).isEmpty();
        assertThat(found(OTHER_GERMAN_TERMS, Map.of("key", "Newsletter bestellt")))
                .isNotEmpty();
    }

    @Test
    void germanIsNotTranslated() throws IOException {
        var german = new TreeMap<>(texts("de"));
        german.keySet().removeIf(key -> key.startsWith(SIGNED));

        assertThat(found(TRANSLATED_GERMAN, german)).isEmpty();
        assertThat(found(TRANSLATED_GERMAN, Map.of("key", "Wer ablehnt, dessen Konto wird sofort beendet.")))
                .isNotEmpty();
    }

    @Test
    void periodsAreNotWrittenOut() throws IOException {
        for (var language : List.of("en", "de")) {
            var chosen = new TreeMap<>(texts(language));
            chosen.keySet().removeAll(TRULY_FIXED);
            assertThat(found(FIXED_PERIODS, chosen)).isEmpty();
        }
        assertThat(found(FIXED_PERIODS, Map.of("key", "gilt sieben Tage ab heute")))
                .isNotEmpty();
    }

    @Test
    void englishIsNotTranslated() throws IOException {
        assertThat(found(TRANSLATED, english(SIGNED))).isEmpty();
    }

    @Test
    void termsAreConsistent() throws IOException {
        assertThat(found(OTHER_TERMS, english(SIGNED, "inventory."))).isEmpty();
    }

    @Test
    void productTextUsesEmail() throws IOException {
        var product = english(LEGAL.toArray(String[]::new));

        assertThat(found(patterns(Map.of("email", "e-mails?")), product)).isEmpty();
    }

    @Test
    void germanUsesSie() throws IOException {
        assertThat(found(patterns(Map.of("Sie", "du|dein(e[mnrs]?)?|dich|dir|euch|euer|eure[mnrs]?")), texts("de")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nobody fits what you asked for.",
                "Whoever has it may do what you may do.",
                "is terminated by itself, with a receipt",
                "This link works no longer",
                "Has chosen an own password.",
                "Terminate for good",
                "There is a control character in it, a line break say.",
                "then this goes too.",
                "nobody more is written to until you go on",
                "It stands at the foot of every page",
                "Own recovery codes made anew",
                "These words are in force.",
                "Good for the first sign-in only.",
                "You may not do this",
                "that it was made and revoked",
                "Nothing of it was saved.",
                "one of these lets you in",
                "This is no valid receipt.",
                "until used, at the latest until termination",
                "the person, and those who may manage users",
                "The bank is of another country.",
                "An older database was put back.",
                "The log went on under another origin.",
                "Your name stays for ten years.",
                "Your email is erased at once."
            })
    void refusesTheFormerWording(String text) {
        assertThat(found(TRANSLATED, Map.of("key", text))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sign in to continue.",
                "Too many attempts",
                "One user signed in too often.",
                "This understands CSV.",
                "These may have arrived.",
                "This is no longer valid.",
                "Lets your scripts act for you"
            })
    void acceptsPlainWording(String text) {
        assertThat(found(TRANSLATED, Map.of("key", text))).isEmpty();
    }

    /** Applies all rules except some, identified by their suggestion. */
    static List<String> translated(Map<String, String> texts, Set<String> without) {
        var rules = new TreeMap<>(TRANSLATED);
        rules.keySet().removeAll(without);
        return found(rules, texts);
    }

    /** The violations, each with its key and suggestion. */
    private static List<String> found(Map<String, Pattern> patterns, Map<String, String> texts) {
        return patterns.entrySet().stream()
                .flatMap(rule -> new TreeMap<>(texts)
                        .entrySet().stream()
                                .filter(text ->
                                        rule.getValue().matcher(text.getValue()).find())
                                .map(text -> text.getKey() + " = " + text.getValue() + " → " + rule.getKey()))
                .toList();
    }

    private static Map<String, Pattern> patterns(Map<String, String> rules) {
        var patterns = new TreeMap<String, Pattern>();
        rules.forEach((better, rule) -> patterns.put(
                better,
                Pattern.compile(
                        "(?<![\\p{L}\\d_-])(" + rule + ")(?![\\p{L}\\d_-])",
                        better.equals("ID") ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)));
        return patterns;
    }

    private static Map<String, String> english(String... without) throws IOException {
        var texts = new TreeMap<>(texts("en"));
        texts.keySet().removeIf(key -> List.of(without).stream().anyMatch(key::startsWith));
        return texts;
    }

    private static Map<String, String> texts(String language) throws IOException {
        return MessagesTest.texts(language);
    }
}
