package lethe.operator.console;

import java.net.URI;
import java.util.List;
import lethe.platform.management.ReadyLines;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;

/** Prints the recovery code of a master key that this start has created: once, and nowhere else. */
@Component
class FirstStart implements ReadyLines {
    private final Vault vault;

    FirstStart(Vault vault) {
        this.vault = vault;
    }

    @Override
    public List<String> lines(URI base) {
        return vault.recoveryCodeOfFirstStart()
                .map(code -> List.of("Recovery code (write it down, it is shown only now): " + code))
                .orElse(List.of());
    }
}
