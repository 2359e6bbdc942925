package lethe.operator.maintenance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.management.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An instance whose key file is checked and healed. On its own platform, because other tests insert rows with invalid
 * keys.
 */
@LetheTest
@TestPropertySource(properties = "lethe.test.platform=nobody plants keys")
@ExtendWith(OutputCaptureExtension.class)
abstract class KeyFileInCustody {
    static final int SLOT = 64;
    static final int START = 8192;

    @Autowired
    Stage stage;

    @Autowired
    Healing healing;

    @Autowired
    Custody custody;

    @Autowired
    Command keysCheck;

    @Autowired
    Command keysRewrap;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Value("${lethe.data}")
    Path data;

    Stage.House house;
    Stage.Person klara;
    Stage.Person bea;

    @BeforeEach
    void enter() {
        house = stage.house();
        klara = house.person(stage.anybody(), "Klara", "EXTERNAL", "Viewer");
        bea = house.person(stage.anybody(), "Bea", "INTERNAL", "Viewer");
    }

    int signIn(Stage.Person person) {
        return stage.anybody()
                .post(
                        "/sign-in",
                        Map.of("organisation", house.slug(), "email", person.email(), "password", Stage.PASSWORD))
                .status();
    }

    long slot(String table, String column, Stage.Person person) {
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        return TenantContext.in(
                organisation,
                () -> transaction.execute(status -> jdbc.sql(
                                "select " + column + " from " + table + " where user_id = :id")
                        .param("id", UserId.parse(person.id()).orElseThrow().value())
                        .query(Long.class)
                        .single()));
    }

    void zero(long number) throws IOException {
        try (var raw = new RandomAccessFile(slots().toFile(), "rw")) {
            raw.seek(START + number * SLOT);
            raw.write(new byte[SLOT]);
        }
    }

    Path slots() {
        return data.resolve("keys/slots");
    }
}
