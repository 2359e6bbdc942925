package lethe.privacy.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The records of processing activities match the inventory, for the controller and for the processor. */
@LetheTest
class ProcessingPagesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    private Inventory inventory;

    private House house;

    @BeforeEach
    void anOrganisationWithAChannel() {
        house = stage.house();
        house.ada()
                .put(
                        "/organisation",
                        Map.of(
                                "name",
                                "=House \"Nord\"",
                                "support",
                                List.of(Map.of("kind", "URL", "value", "https://privacy.example"))));
    }

    @Test
    void theControllersRecordListsEveryPurpose() {
        var record = house.ada()
                .with("Accept-Language", "en")
                .page("/organisation/processing.json")
                .json();

        assertThat(record.path("article").asString()).isEqualTo("30(1)");
        assertThat(record.at("/parties/0/name").asString()).isEqualTo("=House \"Nord\"");
        assertThat(record.at("/parties/0/contacts/0/value").asString()).isEqualTo("https://privacy.example");
        var purposes = inventory.all().stream()
                .map(datum -> datum.group() + datum.terms().purpose())
                .distinct();
        assertThat(record.path("activities").size()).isEqualTo((int) purposes.count());
        assertThat(record.path("activities")
                        .valueStream()
                        .map(activity -> activity.path("activity").asString())
                        .distinct())
                .containsExactly(
                        "User administration",
                        "Signing in",
                        "Consent and erasure records",
                        "Newsletters",
                        "Traceability of changes",
                        "Security log",
                        "Partner administration and billing",
                        "Privacy contacts");
        assertThat(record.path("activities").valueStream())
                .anySatisfy(activity -> assertThat(
                                activity.path("data").valueStream().map(one -> one.asString()))
                        .containsExactly("E-mail address"))
                .allSatisfy(activity -> assertThat(activity.propertyNames())
                        .contains("activity", "purpose", "subjects", "data", "basis", "recipients", "retention"));
        assertThat(record.path("measures").size()).isEqualTo(7);
    }

    @Test
    void csvCellsAreNeverFormulas() {
        var csv = house.ada().with("Accept-Language", "de").page("/organisation/processing.csv");

        assertThat(csv.http().headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.http().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"processing.csv\"");
        assertThat(csv.body().lines().findFirst())
                .hasValue("\uFEFFVerantwortlicher;\"'=House \"\"Nord\"\"\";https://privacy.example");
        assertThat(csv.body()).contains("Tätigkeit;Wofür;Wessen Daten", "Art. 6 Abs. 1 lit. c");
    }

    @Test
    void thePageRequiresManageOrganisation() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");

        var page = house.ada().with("Accept-Language", "en").page("/organisation/processing");

        assertThat(page.body())
                .contains(
                        "Record of processing activities",
                        "=House",
                        "users of the platform",
                        "User administration</h3>");
        for (var form : List.of("", ".csv", ".json")) {
            assertThat(vera.api().page("/organisation/processing" + form).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void theProcessorsRecordIsForTheOperatorOnly() {
        var operator = stage.anybody().as(operators.token());

        var record = operator.page("/operator/processing.json").json();

        assertThat(record.path("article").asString()).isEqualTo("30(2)");
        assertThat(record.path("parties").valueStream().map(party -> party.path("name")
                        .asString()))
                .startsWith("")
                .contains("=House \"Nord\"");
        assertThat(operator.page("/operator/processing").body()).contains("=House");
        assertThat(operator.page("/operator/processing.csv").body()).contains("'=House");
        for (var form : List.of("", ".csv", ".json")) {
            assertThat(house.ada().page("/operator/processing" + form).status()).isEqualTo(401);
        }
    }
}
