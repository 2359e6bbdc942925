package lethe.lifecycle.imports;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.lifecycle.staging.ImportId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An organisation that imports users from files. */
@LetheTest
abstract class Importing {
    static final String HEADER = "firstName;lastName;email\n";

    @Autowired
    Stage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    House house;
    Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
    }

    Answer upload(String file) {
        return ada.upload("/users/imports", bytes(file));
    }

    Answer start(Answer uploaded, String type, String role) {
        var consent = Map.of("given", true, "noticeVersion", 1, "language", "de");
        return ada.post(
                path(uploaded) + "/start", Map.of("consent", consent, "type", type, "roleId", house.role(role)));
    }

    Answer until(Answer uploaded, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ada.get(path(uploaded)), now -> now.text("status").equals(status));
    }

    List<String> problems(Answer uploaded, String query) {
        return ada.get(path(uploaded) + "/problems" + query)
                .json()
                .path("items")
                .valueStream()
                .map(one -> one.path("line").asInt() + " " + one.path("field").asString() + " "
                        + one.path("code").asString())
                .toList();
    }

    static ImportId id(Answer uploaded) {
        return ImportId.parse(uploaded.text("id")).orElseThrow();
    }

    static String line(String email) {
        return "Klara;Größe;" + email + "\n";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String path(Answer uploaded) {
        return "/users/imports/" + uploaded.text("id");
    }

    String role(String permission) {
        var name = "Only " + permission;
        ada.post("/roles", Map.of("name", name, "permissions", List.of(permission, "VIEW_PARTNERS")));
        return name;
    }

    long slot(Answer uploaded) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(
                                "select key_slot from staged_line where import_id = :id order by line limit 1")
                        .param("id", id(uploaded).value())
                        .query(Long.class)
                        .single()));
    }

    long count(String from) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql("select count(*) from " + from)
                        .query(Long.class)
                        .single()));
    }

    void inHouse(String sql) {
        TenantContext.run(
                organisation(),
                () -> transaction.executeWithoutResult(status -> jdbc.sql(sql).update()));
    }

    OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    /** The rejected lines of an uploaded file, which is uploaded again for them. */
    Answer corrected(Answer uploaded, String file, String language) {
        return ada.with("Accept-Language", language).upload(path(uploaded) + "/corrections", bytes(file));
    }
}
