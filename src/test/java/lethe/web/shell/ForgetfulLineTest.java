package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** An e-mail address entered in a wrong place appears in no log line at any level. */
@LetheTest
class ForgetfulLineTest {
    private static final String CANARY = "klara.kanari@wrongplace.example";
    private static final Path SETTINGS = Path.of("src", "main", "resources");

    @Autowired
    private Stage stage;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            GET /users/klara@x.example?a=b HTTP/1.1   | GET /users/[address]?a=b HTTP/1.1
            q=klara%40x.example&after=7               | q=[address]&after=7
            q=klara%2540x.example                     | q=[address]
            to <klara@x.example>, edo@y.example       | to <[address]>, [address]
            {"email":"klara\\u0040x.example"}         | {"email":"[address]"}
            <b>klara&#64;x.example</b>                | <b>[address]</b>
            "klara kanari"@x.example said             | [address] said
            klara+tag@[192.0.2.1]                     | [address][192.0.2.1]
            jürgen@straße.example                     | [address]
            klara＠x.example                          | [address]
            KLARA@X.EXAMPLE                           | [address]
            mailto:klara@x.example                    | mailto:[address]
            nobody is here                            | nobody is here
            """)
    void removesEverySpelling(String line, String stripped) {
        assertThat(ForgetfulLine.strip(line)).isEqualTo(stripped);
    }

    @Test
    void handlesLongAndHostileLines() {
        for (var piece : List.of("a", "@", "\"@", "%40", "a@b ", "\\u0040", "\u200b@")) {
            assertThat(ForgetfulLine.strip(piece.repeat(1_000_000)))
                    .hasSizeLessThan(100_000)
                    .doesNotContain("a@b");
        }
    }

    @Test
    void keepsTheRootCauseOfLongTraces() {
        var trace = "it failed\n" + "\tat lethe.Somewhere.on(its way)\n".repeat(10_000) + "Caused by: a full disk\n";

        assertThat(ForgetfulLine.strip(trace)).startsWith("it failed").endsWith("Caused by: a full disk\n");
    }

    @Test
    void misplacedAddressesAreNotLoggedAtDebug() throws IOException {
        var house = stage.house();
        var log = new Log(pattern());
        try (log) {
            house.ada().get("/me");
            typeEverywhere(house.ada());
            typeEverywhere(stage.anybody());
        }

        assertThat(log.raw()).as("without the converter it is there").contains(CANARY, "klara.kanari%40wrongplace");
        assertThat(log.lines().toLowerCase(Locale.ROOT)).doesNotContain("wrongplace", "klara.kanari");
        assertThat(log.lines()).contains("[address]", "DEBUG");
    }

    /** The production configuration: every appender uses the converter, and there is no access log. */
    @Test
    void productionUsesTheConverter() throws IOException {
        assertThat(pattern()).startsWith("%forgetful(").endsWith(")");
        assertThat(Files.readString(SETTINGS.resolve("logback-spring.xml")))
                .contains("conversionWord=\"forgetful\" class=\"" + ForgetfulLine.class.getName() + "\"")
                .containsOnlyOnce("<appender-ref");
        assertThat(settings().getProperty("server.tomcat.accesslog.pattern")).isEqualTo("%t %m %s %D");
    }

    private static void typeEverywhere(Api api) {
        var encoded = CANARY.replace("@", "%40");
        api.get("/users/" + encoded);
        api.page("/" + encoded);
        api.get("/users?query=" + encoded + "&" + encoded + "=1");
        api.get("/users?after=" + encoded);
        for (var header : List.of(
                "User-Agent",
                "Referer",
                "Cookie",
                "Accept-Language",
                "Accept",
                "Idempotency-Key",
                "X-Forwarded-For",
                "Forwarded",
                "Authorization",
                "If-None-Match",
                "X-Mine",
                "Origin",
                "X-CSRF-TOKEN")) {
            api.with(header, CANARY).get("/me");
            api.with(header, "a=" + CANARY + "; b").page("/profile");
        }
        api.send("POST", "/roles", "{\"" + CANARY + "\":1}");
        api.send("POST", "/roles", "{\"name\":\"" + CANARY + "\"}");
        api.send("POST", "/roles", CANARY);
        api.send("PATCH", "/users/x", "{\"type\":\"" + CANARY + "\"}");
        api.form("/sign-in", Map.of("email", CANARY, "password", CANARY, "x", CANARY));
        api.posted("/roles/new", "name=" + encoded + "&permissions=" + encoded);
    }

    private static String pattern() throws IOException {
        return settings().getProperty("logging.pattern.console");
    }

    private static Properties settings() throws IOException {
        var settings = new Properties();
        try (var in = Files.newBufferedReader(SETTINGS.resolve("application.properties"))) {
            settings.load(in);
        }
        return settings;
    }

    /** All loggers at DEBUG, with and without the production pattern. */
    private static final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Map<Logger, Level> levels = new HashMap<>();
        private final ConcurrentLinkedQueue<String> written = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> before = new ConcurrentLinkedQueue<>();
        private final LoggerContext all = (LoggerContext) LoggerFactory.getILoggerFactory();
        private final PatternLayout layout;
        private final PatternLayout plain;

        private Log(String pattern) {
            layout = layout(pattern.replace("%wEx", "%ex"));
            plain = layout("%msg%n%ex");
            all.getLoggerList().stream()
                    .filter(logger -> logger.getLevel() != null)
                    .forEach(logger -> levels.put(logger, logger.getLevel()));
            levels.keySet().forEach(logger -> logger.setLevel(Level.DEBUG));
            setContext(all);
            start();
            root().addAppender(this);
        }

        private PatternLayout layout(String pattern) {
            var made = new PatternLayout();
            made.setContext(all);
            made.getInstanceConverterMap().put("forgetful", ForgetfulLine::new);
            made.setPattern(pattern);
            made.start();
            return made;
        }

        @Override
        protected void append(ILoggingEvent event) {
            written.add(layout.doLayout(event));
            before.add(plain.doLayout(event));
        }

        private String lines() {
            return String.join("", written);
        }

        private String raw() {
            return String.join("", before);
        }

        private Logger root() {
            return all.getLogger(Logger.ROOT_LOGGER_NAME);
        }

        @Override
        public void close() {
            root().detachAppender(this);
            levels.forEach(Logger::setLevel);
        }
    }
}
