package lethe.privacy.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import lethe.platform.database.DatabaseCredentials;
import lethe.platform.database.EmbeddedServer;
import lethe.platform.database.Servers;
import lethe.platform.requests.SecretToken;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database created before notices had layers and columns had groups. */
class NoticesFromBeforeTest {
    private static final String BEFORE = "47?";
    private static final String TEXT = "# What we store";

    @TempDir
    private Path data;

    private EmbeddedServer server;
    private JdbcTemplate owner;

    @BeforeEach
    void start() {
        server = Servers.start(data);
        owner = new JdbcTemplate(login().unpooled());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsTextsAndHashesAndSchedulesADraft() {
        migrate(BEFORE);
        var organisation = UUID.randomUUID();
        owner.execute("alter table notice no force row level security");
        owner.execute("alter table notice_text no force row level security");
        owner.update("insert into organisation (id, slug) values (?, 'old-house')", organisation);
        owner.update("insert into notice values (?, 1, now(), now())", organisation);
        owner.update(
                "insert into notice_text (organisation_id, version, language, markdown, hash) values (?, 1, 'en', ?, ?)",
                organisation,
                TEXT,
                SecretToken.sha256(TEXT));

        migrate("latest");

        assertThat(owner.queryForMap("select markdown, hash, summary, register from notice_text"))
                .containsEntry("markdown", TEXT)
                .containsEntry("hash", new Layers(null, TEXT, null).hash())
                .containsEntry("summary", null)
                .containsEntry("register", null);
        assertThat(owner.queryForList("select organisation_id from work where kind = 'NOTICE_LAYERS'", UUID.class))
                .containsExactly(organisation);
    }

    @Test
    void assignsColumnsToGroups() {
        migrate(BEFORE);
        owner.execute("create table added (user_id uuid, secret text, nothing text)");
        owner.execute(
                "call holds_personal('added', 'user_id', 'identification', '6(1)(f)', 'account', 'nobody', 'erased')");
        owner.execute("call holds_personal('added', 'secret', 'sign-in', '6(1)(f)', 'account', 'nobody', 'erased')");
        owner.execute("call holds_nothing_personal('added', 'nothing')");

        migrate("latest");

        assertThat(owner.queryForList(
                        "select col_description('added'::regclass, n)::jsonb ->> 'group' from generate_series(1, 2) n",
                        String.class))
                .containsExactly("signing-in", "signing-in");
        assertThat(owner.queryForObject("select col_description('added'::regclass, 3)", String.class))
                .isEqualTo("nothing personal");
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(login().unpooled())
                .placeholders(Map.of("application", application()))
                .target(target)
                .load()
                .migrate();
    }

    private String application() {
        var name = new JdbcTemplate(server.application().unpooled())
                .queryForObject("select quote_ident(current_user)", String.class);
        return Objects.requireNonNull(name);
    }

    private DatabaseCredentials login() {
        return server.owner();
    }
}
