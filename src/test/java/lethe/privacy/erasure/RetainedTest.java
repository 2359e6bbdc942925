package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lethe.Stage;
import lethe.platform.database.AsOwner;
import org.junit.jupiter.api.Test;

/** A receipt lists as retained exactly what a search for the person's id finds in any table. */
class RetainedTest extends UserOfEveryFeature {
    private static final String TABLES = """
            select relname
            from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'flyway_schema_history'
            """;

    /**
     * A row that contains the id.
     *
     * @param columns those that contain it
     */
    private record Found(String table, Set<String> columns, String action) {}

    @Test
    void theReceiptListsExactlyWhatASearchByIdFinds() throws SQLException {
        var receipt = terminate();

        var found = found();

        var expected = new TreeSet<String>();
        found.forEach(row -> {
            var words = words(row);
            assertThat(words).as("what " + row + " is called").isNotEmpty();
            expected.addAll(words);
        });
        assertThat(retained(receipt)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected)
                .contains(
                        "firstName", "consentEvidence", "newsletterEvidence", "reviewLines", "receipt", "auditEntries")
                .contains(
                        "signInTimes",
                        "accountsMade",
                        "terminationsMade",
                        "othersReceipts",
                        "attestationsMade",
                        "handovers")
                .contains("suspensionsMade", "partnersDeactivated", "importsMade", "reviewsMade", "creationKey")
                .doesNotContain("billingChanges", "receiptAddress");
    }

    /** Names nothing that does not exist: withdrawing an invitation leaves no newsletter evidence. */
    @Test
    void theReceiptOfAnUnusedInvitationIsShort() {
        var id = house.create("Ida", Stage.email("ida"), "EXTERNAL", "Viewer").text("id");

        var receipt =
                house.ada().post("/users/" + id + "/termination", Map.of()).json();

        assertThat(retained(receipt))
                .containsExactlyInAnyOrder(
                        "firstName",
                        "lastName",
                        "id",
                        "lastType",
                        "lastRole",
                        "created",
                        "terminated",
                        "consentEvidence",
                        "receipt",
                        "auditEntries",
                        "terminationEntries");
    }

    @Test
    void ownTerminationsListTheReceiptLink() throws SQLException {
        var receipt = edo.api().post("/me/termination", Map.of()).json();

        assertThat(retained(receipt)).contains("receiptAddress");
        assertThat(found()).extracting(Found::table).contains("receipt_link");
    }

    /**
     * Looks up the words in the register: for Edo's own rows those of their columns, for others those of the columns
     * that name him.
     */
    private List<String> words(Found row) {
        var columns = inventory.all().stream()
                .filter(field -> field.table().equals(row.table()))
                .toList();
        var own = columns.stream()
                .anyMatch(field -> field.saysWhose() && row.columns().contains(field.column()));
        if (row.table().equals("audit_entry")) {
            return List.of(
                    switch (row.action()) {
                        case "user.terminated", "user.keys-destroyed" -> "terminationEntries";
                        case String action when action.startsWith("signin.") -> "signInTimes";
                        default -> "auditEntries";
                    });
        } else if (own) {
            return columns.stream()
                    .filter(field -> !field.isErased())
                    .map(field -> field.called().word())
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
        } else {
            return columns.stream()
                    .filter(field -> row.columns().contains(field.column()))
                    .flatMap(field -> field.called().names().stream())
                    .map(naming -> naming.word())
                    .distinct()
                    .toList();
        }
    }

    /**
     * Runs as the owner of all tables, restricted to this organisation; searches whole rows regardless of column names.
     */
    private List<Found> found() throws SQLException {
        var found = new ArrayList<Found>();
        try (var connection =
                Objects.requireNonNull(AsOwner.of(context).getDataSource()).getConnection()) {
            try (var scope = connection.prepareStatement("select set_config('lethe.organisation', ?, false)")) {
                scope.setString(1, organisation().value().toString());
                scope.execute();
            }
            for (var table : AsOwner.of(context).queryForList(TABLES, String.class)) {
                found.addAll(found(connection, table));
            }
        }
        return found;
    }

    private List<Found> found(Connection connection, String table) throws SQLException {
        var found = new ArrayList<Found>();
        var sql = "select it.* from \"" + table + "\" it where it::text like ? or it::text like ?";
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, "%" + edoId + "%");
            query.setString(2, "%" + edo.id() + "%");
            var rows = query.executeQuery();
            while (rows.next()) {
                var values = new HashMap<String, String>();
                for (var place = 1; place <= rows.getMetaData().getColumnCount(); place++) {
                    values.put(rows.getMetaData().getColumnName(place), String.valueOf(rows.getString(place)));
                }
                var columns = values.entrySet().stream()
                        .filter(value -> value.getValue().contains(edoId.toString())
                                || value.getValue().contains(edo.id()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
                found.add(new Found(table, columns, values.getOrDefault("action", "")));
            }
        }
        return found;
    }
}
