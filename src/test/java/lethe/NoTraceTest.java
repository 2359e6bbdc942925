package lethe;

import static lethe.Stage.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.selftest.prove.ResidueScan;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Searches every byte of the data directory, and tries to open the encrypted value from before. */
@LetheTest
class NoTraceTest {
    private final Stage stage;
    private final Vault vault;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Path data;

    @Autowired
    NoTraceTest(
            Stage stage,
            Vault vault,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            @Value("${lethe.data}") Path data) {
        this.stage = stage;
        this.vault = vault;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.data = data;
    }

    private record Sealed(KeySlot slot, byte[] email, KeySlot secrets, byte[] password) {}

    @Test
    void leavesNoTraceOfTheEmail(@TempDir Path temporary) throws IOException {
        var house = stage.house();
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        var email = "spurlos." + UUID.randomUUID() + "@" + Stage.CANARY + ".example";
        var traces = new ResidueScan(Map.of("e-mail", email));
        var klara = walkThroughEverything(house, email);
        var sealed = sealed(organisation, klara);
        assertThat(traces.in(heapDump(temporary)))
                .as("the scan finds it in memory before the termination")
                .containsExactly("e-mail");
        assertThat(traces.scan(data).traces())
                .as("not on disk in clear text even before the termination")
                .isEmpty();
        assertThat(open(organisation, klara, sealed)).isEqualTo(email);

        var receipt = house.ada().post("/users/" + klara + "/termination", Map.of());

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.body()).doesNotContain(email);
        assertThat(traces.scan(data).traces()).isEmpty();
        assertThatThrownBy(() -> open(organisation, klara, sealed)).isInstanceOf(KeyDestroyed.class);
        assertThatThrownBy(() -> vault.open(
                        organisation, sealed.secrets(), place("credential", "password", klara), sealed.password()))
                .isInstanceOf(KeyDestroyed.class);
        assertThat(rowsLeft(organisation, klara)).isZero();
    }

    private String walkThroughEverything(Stage.House house, String email) {
        var anybody = stage.anybody();
        var created = house.create("Klara", email, "EXTERNAL", "Viewer");
        var id = created.text("id");
        house.create("Klara", email, "EXTERNAL", "Viewer");
        house.ada().post("/users/lookup", Map.of("email", email));
        house.ada().get("/users?query=" + "klara");
        house.ada().post("/users/" + id + "/sign-in-link", Map.of());
        var link = house.ada().post("/users/" + id + "/sign-in-link", Map.of()).text("url");
        anybody.post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", "not the password"));
        var first = anybody.post("/sign-in", Map.of("link", link.substring(link.lastIndexOf('/') + 1)));
        var chosen = anybody.as(first.text("token")).post("/me/password", Map.of("newPassword", PASSWORD));
        var klara = anybody.as(chosen.text("token"));
        klara.post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE"));
        klara.post("/me/recovery-codes", Map.of());
        klara.post("/me/tokens", Map.of("name", "script"));
        klara.get("/me");
        anybody.post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", PASSWORD));
        return id;
    }

    private Path heapDump(Path temporary) throws IOException {
        var dump = temporary.resolve("alive.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        return dump;
    }

    private Sealed sealed(OrganisationId organisation, String user) {
        return TenantContext.in(
                organisation,
                () -> transaction.execute(status -> jdbc.sql("""
                select a.key_slot, a.email, c.secrets_slot, c.password
                from account a
                join credential c on c.organisation_id = a.organisation_id and c.user_id = a.user_id
                where a.user_id = :user
                """)
                        .param("user", uuid(user))
                        .query((row, number) -> new Sealed(
                                new KeySlot(row.getLong(1)),
                                row.getBytes(2),
                                new KeySlot(row.getLong(3)),
                                row.getBytes(4)))
                        .single()));
    }

    private int rowsLeft(OrganisationId organisation, String user) {
        return TenantContext.in(
                organisation,
                () -> transaction.execute(status -> jdbc.sql("""
                select (select count(*) from account where user_id = :user) + (select count(*) from credential where user_id = :user)
                     + (select count(*) from session where user_id = :user) + (select count(*) from access_token where user_id = :user)
                     + (select count(*) from one_time_link where user_id = :user)
                     + (select count(*) from recovery_code where user_id = :user)
                """)
                        .param("user", uuid(user))
                        .query(Integer.class)
                        .single()));
    }

    private String open(OrganisationId organisation, String user, Sealed sealed) {
        return vault.open(organisation, sealed.slot(), place("account", "email", user), sealed.email());
    }

    private static SealContext place(String table, String column, String user) {
        return new SealContext(table, column, uuid(user));
    }

    private static UUID uuid(String user) {
        return UserId.parse(user).orElseThrow().value();
    }
}
