package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.Inventory;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Edo, who has used every feature. */
@LetheTest
abstract class UserOfEveryFeature {
    @Autowired
    private Stage stage;

    @Autowired
    Inventory inventory;

    @Autowired
    ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    House house;
    Stage.Person edo;
    UUID edoId;

    @BeforeEach
    void edoHasUsedEveryFeature() {
        house = stage.house();
        edo = house.person(stage.anybody(), "Edo", "INTERNAL", "Administrator");
        edoId = UserId.parse(edo.id()).orElseThrow().value();
        var api = edo.api();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var invited = api.with("Idempotency-Key", "once")
                .post("/users", house.form("Ida", Stage.email("ida"), "INTERNAL", "Viewer"))
                .text("id");
        var gone =
                house.create("Gerd", Stage.email("gerd"), "INTERNAL", "Viewer").text("id");
        api.post("/users/" + gone + "/termination", Map.of());
        api.post("/users/" + vera.id() + "/suspension", Map.of("reason", "absent"));
        api.post("/users/" + invited + "/invitations", Map.of());
        var partner = api.post("/partners", Map.of("name", "Nordlicht")).text("id");
        api.post("/partners/" + partner + "/deactivation", Map.of("reason", "unpaid"));
        var news = api.post("/newsletters", Map.of("name", "News", "about", "New.", "frequency", "Monthly."))
                .text("id");
        api.put("/me/newsletters/" + news, Map.of("subscribed", true));
        plant("""
                insert into user_import (id, organisation_id, created_at, created_by, status, lines, started_at, started_by,
                                         notice_version, language)
                values (gen_random_uuid(), :house, now(), :edo, 'RUNNING', 2, now(), :edo, 1, 'en')
                """);
        plant("""
                insert into access_review (id, organisation_id, created_at, created_by, status, finding, months, act, people, started_at,
                                           started_by, language)
                values (:edo, :house, now(), :edo, 'RUNNING', 'NOT_SEEN', 6, 'TERMINATION', 1, now(), :edo, 'en')
                """);
        plant("""
                insert into access_review_person (organisation_id, review_id, user_id, outcome, why)
                values (:house, :edo, :edo, 'LEFT_OUT', 'gone')
                """);
        plant("""
                insert into idempotency_key (organisation_id, actor_id, key, created_id, created_at)
                values (:house, gen_random_uuid(), repeat('0', 64), :edo, now())
                """);
    }

    JsonNode terminate() {
        var answer = house.ada().post("/users/" + edo.id() + "/termination", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    static List<String> retained(JsonNode receipt) {
        return receipt.path("retained")
                .valueStream()
                .flatMap(group -> group.path("what").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private void plant(String row) {
        TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(row)
                        .param("house", organisation().value())
                        .param("edo", edoId)
                        .update()));
    }

    OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
