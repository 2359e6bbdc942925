package lethe.platform.usage;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The guarantee that was chosen.
 *
 * @param usageEpsilon ε₀, from 0.001 to 5
 * @param usageNodes how many nodes count in a day, from 1 to 64
 */
@ConfigurationProperties("lethe")
record UsageSettings(
        @DefaultValue("0.2") BigDecimal usageEpsilon,
        @DefaultValue("1") int usageNodes) {
    private static final BigDecimal LEAST = new BigDecimal("0.001");
    private static final BigDecimal MOST = new BigDecimal("5");
    private static final int MOST_NODES = 64;
    private static final int DIGITS = 3;

    UsageSettings {
        if (usageEpsilon.compareTo(LEAST) < 0 || usageEpsilon.compareTo(MOST) > 0 || usageEpsilon.scale() > DIGITS) {
            throw new IllegalArgumentException("usage-epsilon is not from 0.001 to 5, with three digits at most");
        }
        if (usageNodes < 1 || usageNodes > MOST_NODES) {
            throw new IllegalArgumentException("usage-nodes is not from 1 to " + MOST_NODES);
        }
    }

    EpsilonBudget guarantee() {
        return new EpsilonBudget(usageEpsilon, usageNodes);
    }
}
