package lethe.platform.usage;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured privacy budget.
 *
 * @param usageEpsilon ε₀, from 0.001 to 5
 * @param usageNodes the number of nodes that count in a day, from 1 to 64
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
            throw new IllegalArgumentException(
                    "usage-epsilon must be from 0.001 to 5, with at most three decimal places");
        }
        if (usageNodes < 1 || usageNodes > MOST_NODES) {
            throw new IllegalArgumentException("usage-nodes must be from 1 to " + MOST_NODES);
        }
    }

    EpsilonBudget budget() {
        return new EpsilonBudget(usageEpsilon, usageNodes);
    }
}
