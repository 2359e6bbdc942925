package lethe.privacy.inventory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    /** What the purposes of an activity have of something, each once. */
    public static List<String> each(List<Activity> activities, Function<Activity, List<String>> part) {
        return activities.stream()
                .flatMap(activity -> part.apply(activity).stream())
                .distinct()
                .toList();
    }

    /** @param role controller or processor, in words */
    public record Party(String role, String name, List<Support> contacts) {}

    /** The activities by their names, for each of which data are held for several purposes. */
    @JsonIgnore
    public Map<String, List<Activity>> named() {
        return activities.stream()
                .collect(Collectors.groupingBy(Activity::activity, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * What is done for one purpose, with which data of whom.
     *
     * @param activity what it belongs to
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
