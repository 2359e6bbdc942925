package lethe.lifecycle.staging;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lethe.platform.kernel.KeyFileDamaged;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.TenantContext;
import lethe.platform.requests.EmailAddress;
import lethe.vault.consistency.EmailSource;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;

/** The e-mails of lines that wait to be created. */
@Component
class LineEmails implements EmailSource {
    private final LineStore lines;
    private final Vault vault;

    LineEmails(LineStore lines, Vault vault) {
        this.lines = lines;
        this.vault = vault;
    }

    @Override
    public Map<KeySlot, String> under(Collection<KeySlot> slots) {
        return lines.under(slots).stream()
                .flatMap(line -> email(line).stream().map(email -> Map.entry(line.slot(), email.normal())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Optional<EmailAddress> email(StagedLine line) {
        try {
            var organisation = TenantContext.organisation().orElseThrow();
            return EmailAddress.parse(line.open(vault, organisation).email());
        } catch (KeyDestroyed | KeyFileDamaged unreadable) {
            return Optional.empty();
        }
    }
}
