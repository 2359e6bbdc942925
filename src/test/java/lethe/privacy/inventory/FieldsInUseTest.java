package lethe.privacy.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.LetheTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Names and addresses must not reach logs. Mails may contain only what their template declares in a comment,
 * {@code <%-- holds: app_user.first_name, account.email --%>}, with declared columns.
 */
@LetheTest
class FieldsInUseTest {
    private static final Path JAVA = Path.of("src/main/java");
    private static final Path MAILS = Path.of("src/main/jte/mail");
    private static final Pattern LOGGED = Pattern.compile("\\bLOG\\s*\\.\\s*\\w+\\((.*?)\\);", Pattern.DOTALL);
    private static final Pattern HOLDS = Pattern.compile("<%--\\s*holds:\\s*([a-z_., ]*?)\\s*--%>");
    private static final Pattern SHOWN = Pattern.compile("[$!]\\{([^}]*)}");
    private static final String WHOLE_NAME = "(?:user|person|me|actor|recipient)\\.name\\(\\)";

    @Autowired
    private Inventory inventory;

    private List<PersonalDataField> names;

    @BeforeEach
    void namesAndAddressesAreListed() {
        names = inventory.all().stream()
                .filter(datum -> datum.terms().purpose().equals("address") || datum.isSealed() && !datum.isSecret())
                .toList();
    }

    @Test
    void noLogStatementUsesAPersonalField() throws IOException {
        var sources = files(JAVA, ".java");

        assertThat(sources).anyMatch(source -> !logged(source).isEmpty());
        assertThat(sources).allSatisfy(source -> assertThat(logged(source)).noneMatch(this::usesPersonalField));
    }

    @Test
    void detectsAPersonalFieldInALogStatement() {
        assertThat(logged("LOG.warn(\"no mail to {}\", user\n.email());")).allMatch(this::usesPersonalField);
        assertThat(logged("LOG.info(\"{} is back\", firstName);")).allMatch(this::usesPersonalField);
        assertThat(logged("LOG.info(\"{} is back\", person.name());")).allMatch(this::usesPersonalField);
        assertThat(logged("LOG.info(\"{} is back\", user.id());")).noneMatch(this::usesPersonalField);
    }

    @Test
    void everyMailTemplateDeclaresThePersonalFieldsItUses() throws IOException {
        for (var template : files(MAILS, ".jte")) {
            assertThat(undeclared(template)).isEmpty();
            assertThat(known()).containsAll(declared(template));
        }
    }

    @Test
    void detectsAnUndeclaredFieldInAMailTemplate() {
        assertThat(undeclared("<p>${mail.firstName()}</p>")).containsExactly("firstName");
        assertThat(undeclared("<%-- holds: app_user.first_name --%><p>${mail.firstName()}</p>"))
                .isEmpty();
        assertThat(undeclared("<%-- holds: app_user.first_name --%><p>${firstName} ${person.email()}</p>"))
                .containsExactly("email");
        assertThat(known()).contains("app_user.first_name", "account.email").doesNotContain("app_user.nickname");
    }

    private static List<String> logged(String source) {
        return LOGGED.matcher(source).results().map(found -> found.group(1)).toList();
    }

    private boolean usesPersonalField(String statement) {
        var code = statement.replaceAll("\"[^\"]*\"", "");
        return !words(code).isEmpty()
                || Pattern.compile(WHOLE_NAME).matcher(code).find();
    }

    private Set<String> undeclared(String template) {
        var used = SHOWN.matcher(template).results().flatMap(found -> words(found.group(1)).stream());
        var declared = declared(template).stream()
                .map(column -> camelCase(column.substring(column.indexOf('.') + 1)))
                .collect(Collectors.toSet());
        return used.filter(word -> !declared.contains(word)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> declared(String template) {
        return HOLDS.matcher(template)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("[, ]+")))
                .toList();
    }

    /** The personal columns that a piece of code uses, by their names in Java. */
    private Set<String> words(String code) {
        var words = names.stream().map(datum -> camelCase(datum.column())).collect(Collectors.toSet());
        return Pattern.compile("\\w+")
                .matcher(code)
                .results()
                .map(found -> found.group())
                .filter(words::contains)
                .collect(Collectors.toSet());
    }

    private Set<String> known() {
        return inventory.all().stream().map(PersonalDataField::name).collect(Collectors.toSet());
    }

    private static String camelCase(String column) {
        return Pattern.compile("_(.)").matcher(column).replaceAll(one -> one.group(1)
                .toUpperCase(Locale.ROOT));
    }

    private static List<String> files(Path below, String ending) throws IOException {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (var all = Files.walk(below)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .map(FieldsInUseTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
