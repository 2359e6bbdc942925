package lethe.privacy.inventory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.organisations.Support;

/**
 * A record of processing activities (Art. 30 GDPR), in words.
 *
 * @param parties for the controller: the organisation alone; for the processor: the operator, then each organisation
 * @param transfers to third countries
 * @param measures under Art. 32
 */
public record Processing(
        String article, List<Party> parties, List<Activity> activities, String transfers, List<String> measures) {
    /** Collects one part of all activities without duplicates. */
    public static List<String> each(List<Activity> activities, Function<Activity, List<String>> part) {
        return activities.stream()
                .flatMap(activity -> part.apply(activity).stream())
                .distinct()
                .toList();
    }

    /** @param role controller or processor, in words */
    public record Party(String role, String name, List<Support> contacts) {}

    /** Groups the activities by name; each may have several purposes. */
    @JsonIgnore
    public Map<String, List<Activity>> named() {
        return activities.stream()
                .collect(Collectors.groupingBy(Activity::activity, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * Processing for one purpose.
     *
     * @param activity the name of the activity that the purpose belongs to
     */
    public record Activity(
            String activity,
            String purpose,
            List<String> subjects,
            List<String> data,
            List<String> basis,
            List<String> recipients,
            List<String> retention) {}
}
