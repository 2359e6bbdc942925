package lethe.vault.consistency;

import lethe.vault.vault.Ledger;
import lethe.vault.vault.Node;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** What other processes see of the keys in use. */
public final class Comparisons {
    private Comparisons() {}

    public static KeysInUse by(Node node, ApplicationContext context) {
        return new KeysInUse(
                context.getBean(KeyHolderStore.class),
                context.getBean(Ledger.class),
                node.opened(),
                node.writing(),
                context.getBean(PlatformTransactionManager.class));
    }
}
