package lethe.platform.usage;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts further nodes on the platform's database, each with its own memory. */
public final class Nodes {
    private final Features features;
    private final UsageStore store;
    private final TransactionTemplate transaction;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(11);

    public Nodes(ApplicationContext platform) {
        features = platform.getBean(Features.class);
        store = platform.getBean(UsageStore.class);
        transaction = platform.getBean(TransactionTemplate.class);
    }

    /** A node that has just started. */
    public One start(Clock clock, String epsilon, int nodes) {
        return start(clock, epsilon, nodes, transaction);
    }

    One start(Clock clock, String epsilon, int nodes, TransactionTemplate transactions) {
        var usage = new Usage(clock);
        var budget = new EpsilonBudget(new BigDecimal(epsilon), nodes);
        var node = new UsageNode(usage, features, store, budget, clock, transactions, random);
        node.tick();
        return new One(usage, node);
    }

    /** A node of a command that runs beside others and counts nothing. */
    One silent(Clock clock, String epsilon) {
        var usage = new Usage(clock);
        var budget = new EpsilonBudget(new BigDecimal(epsilon), 1);
        var node = new UsageNode(usage, features, store, budget, clock, transaction, false);
        node.tick();
        return new One(usage, node);
    }

    public record One(Usage usage, UsageNode node) {
        public void count(Feature feature, int people) {
            for (var person = 0; person < people; person++) {
                usage.count(feature, person);
            }
        }

        /** The work of each minute. */
        public void tick() {
            node.tick();
        }

        /** An orderly stop; a killed node simply falls silent. */
        public void stop() {
            node.destroy();
        }
    }
}
