package lethe.vault.consistency;

import lethe.vault.vault.DestroyedKeys;
import lethe.vault.vault.OtherNode;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives tests of other rooms access to the comparison of keys and rows. */
public final class Comparisons {
    private Comparisons() {}

    public static KeyReferences by(OtherNode node, ApplicationContext context) {
        return new KeyReferences(
                context.getBean(KeyHolderStore.class),
                context.getBean(DestroyedKeys.class),
                node.opened(),
                node.writing(),
                context.getBean(PlatformTransactionManager.class));
    }
}
