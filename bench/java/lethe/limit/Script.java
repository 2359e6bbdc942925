package lethe.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import lethe.limit.Recorder.Sent;
import lethe.limit.Recorder.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Recorded calls of one kind as a script of pgbench. Statements that travelled together are a pipeline there too.
 *
 * @param calls the parameters of each call, those of all statements one after another
 */
record Script(List<Wait> shape, List<List<@Nullable Object>> calls) {
    private static final String NULL = "<null>";

    /** Of the calls that sent the same statements, which must be nearly all. */
    static Script of(List<List<Wait>> recorded) {
        var byShape = recorded.stream().collect(Collectors.groupingBy(Script::texts)).values();
        var most = byShape.stream().max(Comparator.comparing(List::size)).orElseThrow();
        if (most.size() < recorded.size() * 0.9) {
            throw new IllegalStateException("The calls send different statements: "
                    + byShape.stream().map(List::size).toList() + " " + byShape.stream().map(calls -> texts(calls.getFirst())).toList());
        }
        return new Script(most.getFirst(), most.stream().map(Script::parameters).toList());
    }

    private static List<List<String>> texts(List<Wait> call) {
        return call.stream().map(wait -> wait.sent().stream().map(Sent::sql).toList()).toList();
    }

    private static List<@Nullable Object> parameters(List<Wait> call) {
        var all = new ArrayList<@Nullable Object>();
        call.forEach(wait -> wait.sent().forEach(sent -> all.addAll(sent.parameters())));
        return all;
    }

    int waits() {
        return shape.size();
    }

    /** The places of the parameters that differ between the calls. */
    List<Integer> varying() {
        var places = new ArrayList<Integer>();
        for (var place = 0; place < calls.getFirst().size(); place++) {
            if (texts(place).distinct().count() > 1) {
                places.add(place);
            }
        }
        return places;
    }

    private java.util.stream.Stream<String> texts(int place) {
        return calls.stream().map(call -> text(call.get(place)));
    }

    static String text(@Nullable Object value) {
        return value == null ? NULL : Literal.of(value).text();
    }

    /** The variables of the parameters that are the same in all calls. */
    Map<String, String> constants() {
        var varying = varying();
        var constants = new LinkedHashMap<String, String>();
        for (var place = 0; place < calls.getFirst().size(); place++) {
            var value = calls.getFirst().get(place);
            if (!varying.contains(place) && value != null) {
                constants.put("c" + place, text(value));
            }
        }
        return constants;
    }

    /** @param prefix of the variables that differ between the calls */
    String sql(String prefix) {
        var varying = varying();
        var script = new StringBuilder();
        var place = new int[1];
        for (var wait : shape) {
            var together = wait.sent().size() > 1;
            script.append(together ? "\\startpipeline\n" : "");
            for (var sent : wait.sent()) {
                script.append(Placeholders.replaced(sent.sql().strip(), number -> variable(place[0]++, prefix, varying)))
                        .append(";\n");
            }
            script.append(together ? "\\endpipeline\n" : "");
        }
        return script.toString();
    }

    private String variable(int place, String prefix, List<Integer> varying) {
        var some = calls.stream().map(call -> call.get(place)).filter(Objects::nonNull).findFirst();
        if (some.isEmpty()) {
            return "null";
        }
        var type = Literal.of(some.get()).type();
        if (!varying.contains(place)) {
            return ":c" + place + "::" + type;
        }
        return texts(place).anyMatch(NULL::equals)
                ? "nullif(:" + prefix + place + "::text, '" + NULL + "')::" + type
                : ":" + prefix + place + "::" + type;
    }
}
