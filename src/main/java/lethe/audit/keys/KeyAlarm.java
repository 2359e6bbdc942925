package lethe.audit.keys;

import java.util.List;
import lethe.platform.requests.Alarm;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Alerts the operator if the table of keys differs from the chain. */
@Component
class KeyAlarm implements Alarm {
    private final SigningKeys keys;

    KeyAlarm(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<String> sentences() {
        try {
            return keys.findings().isEmpty()
                    ? List.of()
                    : List.of("The database was changed from outside: its signing keys do not match the chain. Keys "
                            + "outside the chain are neither published nor used. Run lethe audit verify.");
        } catch (DataAccessException | TransactionException away) {
            return List.of();
        }
    }
}
