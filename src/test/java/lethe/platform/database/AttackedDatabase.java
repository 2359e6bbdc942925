package lethe.platform.database;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database that is attacked over the application role's connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackedDatabase {
    Besieged database;

    @BeforeAll
    void besiege(@TempDir Path data) throws Exception {
        database = Besieged.on(data);
    }

    @AfterAll
    void leave() {
        database.close();
    }
}
