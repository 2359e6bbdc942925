package lethe.partners.partners;

import static lethe.partners.partners.Companies.names;
import static lethe.partners.partners.Companies.role;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lethe.Api;
import lethe.Api.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Which permissions reading, changing, deactivating and deleting partners require. */
class PartnerPermissionsTest extends PartnerOfAcme {
    @Autowired
    private ApplicationContext context;

    @Test
    void requiresSignIn() {
        assertThat(stage.anybody().get("/partners").status()).isEqualTo(401);
        assertThat(stage.anybody().get(acme).status()).isEqualTo(401);
    }

    @Test
    void requiresViewPartners() {
        var nora = somebody("VIEW_AUDIT_LOG");

        assertThat(missing(nora.get("/partners"))).isEqualTo("[\"VIEW_PARTNERS\"]");
        assertThat(missing(nora.get(acme))).isEqualTo("[\"VIEW_PARTNERS\"]");
    }

    @Test
    void changesRequireEditPartners() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        assertThat(vera.get(acme).status()).isEqualTo(200);
        assertThat(missing(vera.post("/partners", with("name", "Beta")))).isEqualTo("[\"EDIT_PARTNERS\"]");
        assertThat(missing(vera.patch(acme, with("name", "Beta")))).isEqualTo("[\"EDIT_PARTNERS\"]");
        assertThat(missing(vera.delete(acme))).isEqualTo("[\"EDIT_PARTNERS\",\"EDIT_BILLING_DETAILS\"]");
        assertThat(names(house.ada().get("/partners"))).containsExactly("Acme");
    }

    @Test
    void viewBillingDetailsIsNotEnoughToDeactivateOrDelete() {
        var mira = somebody("EDIT_PARTNERS", "VIEW_PARTNERS", "VIEW_BILLING_DETAILS");

        assertThat(mira.patch(acme, with("category", "Agency")).status()).isEqualTo(200);
        for (var refused : List.of(
                mira.post(acme + "/deactivation", with("reason", "No contract")),
                mira.delete(acme + "/deactivation"),
                mira.delete(acme))) {
            assertThat(missing(refused)).isEqualTo("[\"EDIT_BILLING_DETAILS\"]");
        }
        assertThat(house.ada().get(acme).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void editBillingDetailsAloneIsNotEnoughToDeactivateOrDelete() {
        var bill = somebody("EDIT_BILLING_DETAILS", "VIEW_PARTNERS", "VIEW_BILLING_DETAILS");

        for (var refused : List.of(
                bill.post(acme + "/deactivation", with("reason", "No contract")),
                bill.delete(acme + "/deactivation"),
                bill.delete(acme))) {
            assertThat(missing(refused)).isEqualTo("[\"EDIT_PARTNERS\"]");
        }
    }

    @Test
    void bothPermissionsAreEnoughToDelete() {
        var emil = house.person(stage.anybody(), "Emil", "EXTERNAL", "Manager").api();

        assertThat(emil.post(acme + "/deactivation", with("reason", "No contract"))
                        .status())
                .isEqualTo(200);
        assertThat(emil.delete(acme).status()).isEqualTo(204);
    }

    @Test
    void hidesPartnersOfOtherOrganisations() {
        var other = stage.house().ada();

        assertThat(List.of(
                        other.get(acme),
                        other.patch(acme, with("name", "Mine")),
                        other.patch(acme, with("name", "")),
                        other.post(acme + "/deactivation", with("reason", "No contract")),
                        other.delete(acme + "/deactivation"),
                        other.delete(acme)))
                .extracting(Answer::status)
                .containsOnly(404);
        assertThat(names(other.get("/partners"))).isEmpty();
        assertThat(house.ada().get(acme).text("name")).isEqualTo("Acme");
    }

    private Api somebody(String... permissions) {
        return house.person(stage.anybody(), "Mira", "INTERNAL", role(context, house, permissions))
                .api();
    }

    private static String missing(Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("permission");
        return answer.json().path("missing").toString();
    }
}
