package lethe.privacy.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lethe.LetheTest;
import lethe.platform.database.AsOwner;
import lethe.privacy.retention.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;

/**
 * {@code docs/data-register.md} matches what the columns of a fresh database declare; with {@value #WRITE} set it is
 * rewritten.
 */
@LetheTest
class DataRegisterTest {
    private static final String WRITE = "WRITE_DATA_REGISTER";
    private static final Path REGISTER = Path.of("docs", "data-register.md");
    private static final String HEAD = """
            # Register of personal data

            Generated from the comments of the database's own columns (ADR 0011), which the migrations write with `holds_personal(…)` and
            `holds_nothing_personal(…)`. Do not edit; when a test says that it is out of date:

            ```sh
            WRITE_DATA_REGISTER=1 mvn test -Dtest=DataRegisterTest
            ```

            Beside the database, the key file holds for each e-mail a tag computed under a secret key, and for each person the keys that their
            sealed values need: both are overwritten at termination. Logs hold ids, never names or addresses. Usage figures identify no one.
            A column of type `bytea` is sealed, or a hash. Every column that is not here is declared to hold nothing personal.
            """;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Inventory inventory;

    @Autowired
    private RetentionPolicy limits;

    @Autowired
    private MessageSource messages;

    @Test
    void matchesTheColumnDeclarations() throws IOException {
        var register = register();
        if (System.getenv(WRITE) != null) {
            Files.writeString(REGISTER, register);
        }

        assertThat(REGISTER)
                .as("out of date? %s=1 mvn test -Dtest=DataRegisterTest", WRITE)
                .hasContent(register);
        assertThat(register).contains("`email` | bytea |", "Nothing personal: ");
    }

    private String register() {
        var personal = new TreeMap<>(inventory.all().stream().collect(Collectors.groupingBy(PersonalDataField::table)));
        var plain = new TreeMap<>(plain());
        var tables = personal.entrySet().stream().map(table -> section(table.getKey(), table.getValue(), plain));
        return HEAD + tables.collect(Collectors.joining()) + browser() + "\n## Tables with nothing personal\n\n"
                + plain.keySet().stream()
                        .filter(table -> !personal.containsKey(table))
                        .map(table -> "`" + table + "`")
                        .collect(Collectors.joining(", "))
                + "\n";
    }

    private String section(String table, List<PersonalDataField> columns, Map<String, List<String>> plain) {
        var wording = new InventoryWording(messages, Locale.ENGLISH, limits.inWords(Locale.ENGLISH));
        var rest = plain.getOrDefault(table, List.of()).stream()
                .map(column -> "`" + column + "`")
                .collect(Collectors.joining(", "));
        return "\n## " + wording.table(table) + " (`" + table + "`)\n\n"
                + "| column | type | group | what | what for | legal basis | how long | who sees it | at termination | on receipts |\n"
                + "|---|---|---|---|---|---|---|---|---|---|\n"
                + columns.stream().map(column -> line(column, wording)).collect(Collectors.joining("\n", "", "\n"))
                + (rest.isEmpty() ? "" : "\nNothing personal: " + rest + "\n");
    }

    /** Data that is not in the database. A test in {@code addresses} compares every cookie with it. */
    private String browser() {
        return "\n## In browsers (cookies; nothing is stored by other means)\n\n"
                + "| what | what for | legal basis | how long | who sees it | at termination |\n|---|---|---|---|---|---|\n"
                + inventory.browser(Locale.ENGLISH).stream()
                        .map(line -> "| "
                                + String.join(
                                        " | ",
                                        line.what(),
                                        line.purpose(),
                                        line.basis(),
                                        line.retention(),
                                        line.recipients(),
                                        line.atTermination())
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private static String line(PersonalDataField field, InventoryWording wording) {
        var line = wording.line(List.of(field));
        return "| `" + field.column() + "` | " + field.type() + " | " + wording.group(field.group()) + " | "
                + String.join(
                        " | ",
                        wording.column(field),
                        line.purpose(),
                        line.basis(),
                        line.retention(),
                        line.recipients(),
                        line.atTermination(),
                        onReceipts(field))
                + " |";
    }

    /** The word for the row's owner and, after "names:", the words for others in the column. */
    private static String onReceipts(PersonalDataField field) {
        var called = field.called();
        var names =
                called.names().stream().map(naming -> "`" + naming.word() + "`").collect(Collectors.joining(", "));
        return (called.word().isEmpty() ? "" : "`" + called.word() + "`")
                + (names.isEmpty() ? "" : (called.word().isEmpty() ? "" : ", ") + "names: " + names);
    }

    private Map<String, List<String>> plain() {
        return AsOwner.of(context).queryForList("""
                        select t.relname || '.' || c.attname
                        from pg_class t
                        join pg_attribute c on c.attrelid = t.oid
                        where t.relnamespace = 'public'::regnamespace
                        and c.attnum > 0
                        and col_description(t.oid, c.attnum) = 'nothing personal'
                        order by t.relname, c.attnum
                        """, String.class).stream()
                .collect(Collectors.groupingBy(
                        name -> name.substring(0, name.indexOf('.')),
                        Collectors.mapping(name -> name.substring(name.indexOf('.') + 1), Collectors.toList())));
    }
}
