package lethe.vault.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import lethe.vault.keyfile.KeyFileHeader;
import lethe.vault.vault.GateStore.TakenUp;
import org.springframework.beans.factory.annotation.Autowired;

/** Several nodes of one database share a key file; nodes of other databases must be kept from it. */
abstract class SharedNonce extends Guests {
    @Autowired
    GateStore gate;

    @Autowired
    Turning turning;

    static UUID inKeyFile(Path keys) throws IOException {
        return KeyFileHeader.of(keys).orElseThrow().nonce();
    }

    TakenUp inDatabase() {
        return gate.takenUp();
    }
}
