package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages of all rooms: both languages have the same keys, and every key in use exists. */
class MessagesTest {
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path JAVA = Path.of("src/main/java");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)[^}]*}");
    private static final Pattern TEXT = Pattern.compile("(?:shell\\.text|getMessage)\\(\\s*\"([a-z0-9.-]+)\"\\s*[,)]");
    private static final Pattern ERROR = Pattern.compile(
            "(?:wrong|Invalid\\.field|FieldError\\.of|BadRequest\\.body)\\(\\s*[^\",()]*(?:\"[^\"]*\")?\\s*,\\s*\"([a-z0-9.-]+)\"");
    private static final Pattern CONFLICT = Pattern.compile("new Conflict\\(\\s*\"([a-z-]+)\"");
    private static final Pattern FIELD = Pattern.compile(
            "@template\\.web\\.(?:field|area|select|checkbox)\\((?![^\\n]*label = )[^\\n]*name = \"([^\"]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([A-Za-z0-9._-]+)\"");
    private static final String LETTER = "letter.";
    private static final Pattern DONE = Pattern.compile("[?&]done=([a-z-]+)\"");

    @Test
    void haveTheSameKeysInBothLanguages() throws IOException {
        var english = texts("en");
        var german = texts("de");

        assertThat(german.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
        assertThat(english).allSatisfy((key, text) -> assertThat(placeholders(german.getOrDefault(key, "")))
                .as(key)
                .isEqualTo(placeholders(text)));
    }

    @Test
    void belongToASingleRoom() throws IOException {
        for (var language : List.of("en", "de")) {
            var keys = new ArrayList<String>();
            for (var file : files(MESSAGES, "_" + language + ".properties")) {
                keys.addAll(load(file).stringPropertyNames());
            }
            assertThat(keys).doesNotHaveDuplicates();
        }
    }

    @Test
    void areNotAlteredByTheFormat() throws IOException {
        for (var language : List.of("en", "de")) {
            assertThat(texts(language)).allSatisfy((key, text) -> assertThat(text)
                    .as("%s: an apostrophe is written ’, because ' quotes", key)
                    .isNotBlank()
                    .doesNotContain("'"));
        }
    }

    @Test
    void containEveryUsedKey() throws IOException {
        var used = new TreeSet<String>();
        for (var file : Stream.concat(files(TEMPLATES, ".jte").stream(), files(JAVA, ".java").stream())
                .toList()) {
            var source = Files.readString(file);
            find(TEXT, source).forEach(used::add);
            find(FIELD, source).forEach(key -> used.add("field." + key));
            find(DONE, source).forEach(key -> used.add("done." + key));
        }

        assertThat(used).contains("nav.terminate").isSubsetOf(texts("en").keySet());
    }

    /** Unused messages would be translated and maintained for nothing. */
    @Test
    void containNoUnusedKey() throws IOException {
        var written = new TreeSet<String>();
        for (var file : Stream.concat(files(TEMPLATES, ".jte").stream(), files(JAVA, ".java").stream())
                .toList()) {
            find(LITERAL, Files.readString(file)).forEach(written::add);
        }

        assertThat(texts("en").keySet()).allMatch(key -> isUsed(key, written)).anyMatch(key -> !written.contains(key));
        assertThat(isUsed("mailings.preview.empty", written)).isFalse();
    }

    /** A key may be used whole or as a prefix followed by a code; mails use the stem of all their parts. */
    private static boolean isUsed(String key, Set<String> written) {
        return written.contains(key)
                || IntStream.range(1, key.length())
                        .filter(end -> ".-".indexOf(key.charAt(end - 1)) >= 0)
                        .mapToObj(end -> key.substring(0, end))
                        .anyMatch(stem -> written.contains(stem)
                                || stem.startsWith(LETTER) && written.contains(stem.replaceFirst("\\.$", "")));
    }

    @Test
    void explainEveryError() throws IOException {
        var known = texts("en").keySet();
        for (var file : files(JAVA, ".java")) {
            var source = Files.readString(file);
            assertThat(find(ERROR, source))
                    .as(file.toString())
                    .allMatch(code -> known.contains("error." + code) || known.contains("problem." + code + ".detail"));
            assertThat(find(CONFLICT, source))
                    .as(file.toString())
                    .allMatch(code -> known.contains("problem." + code + ".title"));
        }
    }

    static Map<String, String> texts(String language) throws IOException {
        var texts = new HashMap<String, String>();
        for (var file : files(MESSAGES, "_" + language + ".properties")) {
            load(file).forEach((key, text) -> texts.put((String) key, (String) text));
        }
        return texts;
    }

    private static Properties load(Path file) throws IOException {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        return texts;
    }

    private static List<String> placeholders(String text) {
        return find(PLACEHOLDER, text).stream().sorted().toList();
    }

    private static List<String> find(Pattern pattern, String source) {
        return pattern.matcher(source).results().map(found -> found.group(1)).toList();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
