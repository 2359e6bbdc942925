package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** An unsuitable server is refused with a sentence that says what to do, before anything is written to it. */
class SuitabilityTest {
    @TempDir
    private Path data;

    private EmbeddedServer server;

    @BeforeEach
    void start() {
        server = Servers.start(data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acceptsADefaultServer() {
        assertThatCode(() -> Suitability.check(server.application(), "LETHE_DATABASE_URL"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            row_security = off                             | row_security = on
            default_transaction_read_only = on             | is read-only
            default_transaction_isolation = 'serializable' | default_transaction_isolation = 'read committed'
            """)
    void namesABreakingSetting(String setting, String remedy) {
        new JdbcTemplate(server.owner().unpooled()).execute("alter database lethe set " + setting);

        assertIsRefused(remedy);
    }

    /** Fake functions shadow the server's, because no server at hand is so old or lacks so much. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            function fake.pg_is_in_recovery() returns boolean return true                  | is read-only
            view fake.pg_collation as select 'C' as collname                               | was built without ICU
            view fake.pg_available_extensions as select 'pg_trgm' as name                  | lacks the extensions
            """)
    void namesMissingParts(String instead, String remedy) {
        var owner = new JdbcTemplate(server.owner().unpooled());
        owner.execute("create schema fake");
        owner.execute("create " + instead);
        owner.execute("grant usage on schema fake to public");
        owner.execute("grant select on all tables in schema fake to public");
        owner.execute("alter database lethe set search_path = fake, pg_catalog, public");

        assertIsRefused(remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "LATIN1, encoding 'UTF8'",
        "LATIN9, encoding 'UTF8'",
        "EUC_JP, encoding 'UTF8'",
        "SQL_ASCII, encoding 'UTF8'"
    })
    void namesAnEncodingOtherThanUtf8(String encoding, String remedy) throws Exception {
        becomes("encoding = pg_char_to_encoding('" + encoding + "')");

        assertIsRefused(remedy);
    }

    @Test
    void namesALocaleWithoutLetters() throws Exception {
        becomes("encoding = pg_char_to_encoding('UTF8')");

        assertIsRefused("lc_ctype 'C.UTF-8'");
    }

    private void becomes(String change) throws Exception {
        server.close();
        Servers.asSuperuser(
                data,
                "update pg_database set datlocprovider = 'c', datlocale = null, datcollate = 'C', datctype = 'C', "
                        + change + " where datname = 'lethe';");
        server = Servers.start(data);
    }

    private void assertIsRefused(String remedy) {
        assertThatThrownBy(() -> Suitability.check(server.application(), "LETHE_DATABASE_URL"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("The database that LETHE_DATABASE_URL names")
                .hasMessageContaining(remedy);
    }
}
