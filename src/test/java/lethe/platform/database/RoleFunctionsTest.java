package lethe.platform.database;

import static lethe.platform.database.Besieged.ACME;
import static lethe.platform.database.Besieged.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No function that the application role may call exceeds the organisation in scope; each has a hostile call. */
class RoleFunctionsTest extends ListedRole {
    @Test
    void noFunctionExceedsTheScope() throws SQLException {
        database.commit(null, "select enrol_everywhere('RETENTION', now())");
        var calls = calls();
        var others = othersIds();
        var theirs = database.digest(OTHER);
        var ours = database.digest(ACME);
        var common = database.digest(null);

        for (var call : calls) {
            database.commit(null, call);
        }
        assertThat(database.digest(ACME)).isEqualTo(ours);
        for (var call : calls) {
            var answer = database.commit(ACME, call).answer();
            assertThat(String.join(" ", answer)).as(call).doesNotContain(others);
        }

        assertThat(database.digest(OTHER)).isEqualTo(theirs);
        assertThat(database.digest(null)).isEqualTo(common);
    }

    /** Every column that could lead to a person of the other organisation. */
    private List<String> othersIds() throws SQLException {
        return ofTheOther(
                "id::text from app_user",
                "user_id::text from account",
                "user_id::text from credential",
                "subject::text from pending_forgetting",
                "nullif(subject, organisation_id)::text from work",
                "first_name from app_user",
                "name from partner");
    }

    /** The owner is a member of the role that searches all organisations and therefore sees more than the scope. */
    private List<String> ofTheOther(String... selections) throws SQLException {
        var values = new ArrayList<String>();
        for (var selection : selections) {
            values.addAll(database.asOwner(OTHER, "select " + selection + " where organisation_id = '" + OTHER + "'"));
        }
        values.remove("null");
        return values;
    }

    private List<String> calls() throws SQLException {
        var slots = ofTheOther("key_slot from account", "slot from organisation_key", "slot from pending_forgetting");
        var entry = ofTheOther("id from audit_entry").getFirst();
        var subjects = ofTheOther("subject from pending_forgetting", "user_id from account");
        return judged.entrySet().stream()
                .filter(line -> line.getKey().startsWith("function "))
                .flatMap(line -> List.of(line.getValue().split(" — ", 2)[0].split("; ")).stream())
                .map(call -> call.replace("SLOTS", "array[" + String.join(",", slots) + "]::bigint[]")
                        .replace("SUBJECTS", "array['" + String.join("','", subjects) + "']::uuid[]")
                        .replace("SUBJECT", "'" + subjects.getFirst() + "'::uuid")
                        .replace("ENTRY", "'" + entry + "'::uuid")
                        .replace("ORGANISATION", "'" + OTHER + "'::uuid"))
                .toList();
    }

    @Test
    void everyFunctionHasAHostileCall() {
        assertThat(judged).allSatisfy((thing, why) -> {
            if (thing.startsWith("function ")) {
                assertThat(why).as(thing).contains("select ");
            }
        });
    }
}
