package lethe.verifier.verify;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The names of all members of exports, in the notation of docs/audit.md: {@code keys[].id}. */
public final class ExportMembers {
    private ExportMembers() {}

    public static Set<String> of(List<? extends JsonNode> exports) {
        var names = new TreeSet<String>();
        exports.forEach(export -> export.propertyStream()
                .flatMap(member -> Stream.concat(
                        Stream.of(member.getKey()),
                        member.getValue()
                                .valueStream()
                                .flatMap(JsonNode::propertyStream)
                                .map(inner -> member.getKey() + "[]." + inner.getKey())))
                .forEach(names::add));
        return names;
    }
}
