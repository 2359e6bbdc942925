package lethe.vault.vault;

import java.time.Clock;
import lethe.platform.kernel.Randomness;
import lethe.vault.storage.Disk;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;

/** Another process on the test's database, with an exclusive or shared key file. */
public record OtherNode(OpenedKeyFile opened, KeyFileTransactions writing) implements AutoCloseable {
    public static OtherNode of(ApplicationContext context, Environment environment, Disk disk) {
        var store = context.getBean(GateStore.class);
        var transactions = context.getBean(PlatformTransactionManager.class);
        var opened = new Opening(store, environment, context.getBean(Randomness.class)).opened(transactions, disk);
        return new OtherNode(opened, new KeyFileTransactions(store, opened, transactions, Clock.systemUTC()));
    }

    @Override
    public void close() {
        writing.close();
        opened.close();
    }
}
