package lethe.privacy.subjectaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.TypeId;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.PersonalDataField;
import lethe.privacy.inventory.Terms;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ids in the download have the prefix of their kind, and an id that a user entered reveals nothing. */
class DisclosedIdsTest extends PersonWithData {
    /** An id of an unknown kind would be taken for that of a user who does not exist. */
    @Test
    void idsHaveTheirUsualPrefix() {
        plant();
        var news = vera.api().get("/me/newsletters").json().at("/items/0/id").asString();
        var told = vera.api().get("/me/data").json();

        var users = texts(told.path("data")).flatMap(text -> UserId.parse(text).stream());

        assertThat(users.map(UserId::value).collect(Collectors.toSet()))
                .contains(veraId)
                .isSubsetOf(idsOf("app_user"));
        assertThat(records(told, "newsletter_choice"))
                .extracting(row -> row.path("newsletterId").asString())
                .containsOnly(news);
        assertThat(records(told, "newsletter_consent"))
                .extracting(row -> row.path("newsletterId").asString())
                .containsOnly(news);
        assertThat(ids(told, "user_import")).containsOnly(TypeId.text("import", MAIL));
        assertThat(ids(told, "access_review")).containsOnly(TypeId.text("review", MAIL));
        assertThat(ids(told, "session")).allMatch(id -> id.startsWith("session_"));
        assertThat(ids(told, "access_token")).isNotEmpty().allMatch(id -> id.startsWith("token_"));
    }

    @Test
    void everyIdColumnHasAPrefix() {
        var numbered = jdbc.sql("""
                        select table_name from information_schema.columns
                        where column_name = 'id' and data_type = 'uuid' and table_name in (:tables)
                        """).param("tables", tables().keySet()).query(String.class).list().stream()
                .map(table -> uuid(table, "id"));
        var columns = Stream.concat(numbered, inventory.ofUsers().stream())
                .filter(PersonalDataField::namesSomebody)
                .toList();

        assertThat(columns).hasSizeGreaterThan(40).allSatisfy(column -> assertThat(Ids.text(column, Map.of(), MAIL))
                .as(column.name())
                .endsWith(column.column().equals("created_id") ? MAIL.toString() : TypeId.encode(MAIL)));
        assertThatIllegalStateException()
                .isThrownBy(() -> Ids.text(uuid("app_user", "canary_id"), Map.of(), MAIL))
                .withMessageContaining("app_user.canary_id");
    }

    private PersonalDataField uuid(String table, String column) {
        var like = Objects.requireNonNull(tables().get(table)).getFirst();
        return new PersonalDataField(
                table,
                column,
                "uuid",
                like.group(),
                new Terms("canary", "6(1)(b)", "termination", "nobody", Terms.Fate.ERASED));
    }

    private static List<String> ids(JsonNode told, String table) {
        return records(told, table).stream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    private List<UUID> idsOf(String table) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status ->
                        jdbc.sql("select id from " + table).query(UUID.class).list()));
    }

    /** Otherwise users could enter the id of anyone, even a terminated user, and read their name. */
    @Test
    void enteredIdsAreNotResolvedToNames() {
        var viewer = house.person(stage.anybody(), "Walter", "INTERNAL", "Viewer");
        var gone = house.person(stage.anybody(), "Gustav", "INTERNAL", "Viewer");
        var partner = house.ada().post("/partners", Map.of("name", "Morgenrot")).text("id");
        var typed = List.of(gone.id(), partner, house.role("Administrator"), viewer.id());
        typed.forEach(text -> assertThat(
                        viewer.api().post("/me/tokens", Map.of("name", text)).status())
                .isEqualTo(201));
        house.ada().patch("/users/" + viewer.id(), Map.of("firstName", gone.id(), "lastName", partner));
        house.ada().form("/users/" + gone.id() + "/termination", Map.of());
        assertThat(house.ada().get("/users/" + gone.id()).text("status")).isEqualTo("TERMINATED");

        var page = viewer.api().with("Accept-Language", "en").page("/profile/data");

        assertThat(page.body()).contains(typed).doesNotContain("Gustav", "Morgenrot");
    }
}
