package lethe.platform.database;

import java.util.LinkedHashMap;
import java.util.Map;
import lethe.ListedLines;

/** A database whose role may do what {@code database-role.txt} lists. */
abstract class ListedRole extends AttackedDatabase {
    final Map<String, String> judged = judged();

    /**
     * One line for each object that the role may use: the object; for a function, after a colon, a hostile call; after a dash,
     * the reason.
     */
    private static Map<String, String> judged() {
        var lines = new LinkedHashMap<String, String>();
        ListedLines.of("database-role.txt").forEach(line -> {
            var parts = line.split(" : | — ", 2);
            lines.put(parts[0], parts.length > 1 ? parts[1] : "");
        });
        return lines;
    }
}
