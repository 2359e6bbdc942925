package lethe.selftest.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.PromiseBroken;

/** What the user went through, and the secrets that must not be found afterwards. */
final class ScenarioLog {
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> lived = new ArrayList<>();
    private final List<String> notThere = new ArrayList<>();

    /** By name. */
    public Map<String, String> secrets() {
        return secrets;
    }

    /** As worded in the report. */
    public List<String> lived() {
        return lived;
    }

    /** Features that this installation does not offer. */
    public List<String> notThere() {
        return notThere;
    }

    void remember(String name, String secret) {
        if (!secret.isEmpty()) {
            secrets.put(secrets.containsKey(name) ? name + " " + secrets.size() : name, secret);
        }
    }

    Answer must(String what, int status, Supplier<Answer> step) {
        var answer = may(what, step);
        if (answer.status() != status) {
            throw new PromiseBroken("The scenario failed: " + what + " was answered " + answer.status());
        }
        return answer;
    }

    Answer may(String what, Supplier<Answer> step) {
        var answer = step.get();
        (answer.isThere() ? lived : notThere).add(what);
        return answer;
    }
}
