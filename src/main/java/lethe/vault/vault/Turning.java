package lethe.vault.vault;

import lethe.vault.keyfile.KeyFileMaintenance;
import org.springframework.stereotype.Component;

/** Changes the nonce of the database and the key file during operation, so that copies of either become outdated. */
@Component
public class Turning {
    private final Nonces nonces;
    private final KeyFileMaintenance maintenance;
    private final KeyFileTransactions transactions;

    Turning(OpenedKeyFile opened, KeyFileTransactions transactions) {
        nonces = opened.nonces();
        maintenance = opened.keys().upkeep();
        this.transactions = transactions;
    }

    /** Ends the process if another database uses the key file. Waits until no one writes to the key file. */
    public void turn() {
        begin();
        transactions.alone(() -> {
            nonces.end(maintenance);
            return maintenance;
        });
    }

    /** As {@link #turn}, with a timeout, because writers queue behind a waiting exclusive lock. */
    void turnSoon() {
        transactions.aloneSoon(() -> nonces.begin(maintenance));
        transactions.aloneSoon(() -> nonces.end(maintenance));
    }

    void begin() {
        transactions.alone(() -> {
            nonces.begin(maintenance);
            return maintenance;
        });
    }
}
