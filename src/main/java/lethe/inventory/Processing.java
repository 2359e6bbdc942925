package lethe.inventory;

import java.util.List;
import lethe.organisations.Support;

/**
 * A record of processing activities as Art. 30 asks for it, in words.
 *
 * @param parties as controller: the organisation alone; as processor: the operator, then each organisation it works for
 * @param transfers to third countries
 * @param measures of Art. 32
 */
public record Processing(
        String article, List<Party> parties, List<Activity> activities, String transfers, List<String> measures) {
    /** @param role controller or processor, in words */
    public record Party(String role, String name, List<Support> contacts) {}

    /** What is done for one purpose, with which data of whom. */
    public record Activity(
            String purpose,
            List<String> subjects,
            List<String> data,
            List<String> basis,
            List<String> recipients,
            List<String> retention) {}
}
