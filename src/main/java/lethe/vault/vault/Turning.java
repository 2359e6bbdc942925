package lethe.vault.vault;

import lethe.vault.keyfile.KeyFileMaintenance;
import org.springframework.stereotype.Component;

/** Gives database and key file another nonce while work goes on, so that copies of either fall behind. */
@Component
public class Turning {
    private final Nonces nonces;
    private final KeyFileMaintenance upkeep;
    private final KeyFileTransactions writing;

    Turning(OpenedKeyFile opened, KeyFileTransactions writing) {
        nonces = opened.nonces();
        upkeep = opened.keys().upkeep();
        this.writing = writing;
    }

    /** Ends the process where the key file is in use with another database. Waits until nobody writes to the key file. */
    public void turn() {
        begin();
        writing.alone(() -> {
            nonces.end(upkeep);
            return upkeep;
        });
    }

    /** As {@link #turn}, and gives up after a while: whoever wants to write waits behind whoever waits to be alone. */
    void turnSoon() {
        writing.aloneSoon(() -> nonces.begin(upkeep));
        writing.aloneSoon(() -> nonces.end(upkeep));
    }

    void begin() {
        writing.alone(() -> {
            nonces.begin(upkeep);
            return upkeep;
        });
    }
}
