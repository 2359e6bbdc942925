package lethe.platform.requests;

import java.util.List;
import org.springframework.stereotype.Component;

/** The active alarms of all rooms. */
@Component
public class Alarms {
    private final List<Alarm> alarms;

    public Alarms(List<Alarm> alarms) {
        this.alarms = alarms;
    }

    public List<String> sentences() {
        return alarms.stream().flatMap(alarm -> alarm.sentences().stream()).toList();
    }
}
