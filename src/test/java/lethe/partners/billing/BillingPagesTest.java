package lethe.partners.billing;

import static lethe.partners.billing.Bills.at;
import static lethe.partners.billing.Bills.entries;
import static lethe.partners.billing.Bills.typed;
import static lethe.partners.billing.Bills.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@LetheTest
class BillingPagesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    private House house;
    private Api ada;
    private String partner;

    @BeforeEach
    void aPartner() {
        house = stage.house();
        ada = house.ada().with("Accept-Language", "en");
        partner = Bills.partner(ada);
    }

    @Test
    void detailsAreSavedAndShown() {
        var empty = ada.page("/partners/" + partner);
        var form = ada.page(at(partner));
        var saved = ada.form(at(partner), typed(Bills.right()));
        var page = ada.page(location(saved));

        assertThat(empty.body()).contains("No billing details yet.", "Enter billing details");
        assertThat(form.body())
                .contains(">Germany<", "<option value=\"EUR\">Euro (EUR)", "name=\"version\" value=\"0\"");
        assertThat(saved.status()).isEqualTo(303);
        assertThat(page.body())
                .contains("Billing details saved.", "Kanari Media GmbH", "DE89 3704 0044 0532 0130 00", "Germany")
                .contains("by Ada Admin");
    }

    @Test
    void countriesAndCurrenciesAreTranslated() {
        var german = ada.with("Accept-Language", "de").page(at(partner));

        assertThat(german.body()).contains(">Deutschland<", ">Österreich<", "Schweizer Franken (CHF)");
    }

    @Test
    void keepsTheInputAndShowsErrors() {
        var again = ada.form(at(partner), typed(with("iban", "DE88 3704 0044 0532 0130 00", "legalName", "")));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("id=\"iban-error\"", "The check digits don’t match", "value=\"DE88 3704 0044 0532 0130 00\"")
                .contains("id=\"legalName-error\"", "<option value=\"DE\" selected");
    }

    @Test
    void unusualValuesNeedConfirmation() {
        var abroad = typed(with("vatId", "ATU13585627", "bic", "GIBAATWW"));

        var first = ada.form(at(partner), abroad);
        var notStored = ada.get(at(partner)).status();
        abroad.put("noted", "vatId:country-mismatch");
        var another = ada.form(at(partner), abroad);
        abroad.put("noted", "vatId:country-mismatch bic:country-mismatch");
        var second = ada.form(at(partner), abroad);
        var shown = ada.page(location(second));
        var unchanged = ada.form(at(partner), typed(with("vatId", "ATU13585627", "bic", "GIBAATWW")));

        assertThat(List.of(first.status(), another.status())).containsOnly(422);
        assertThat(notStored).isEqualTo(404);
        assertThat(first.body())
                .contains("value=\"vatId:country-mismatch bic:country-mismatch\"", "Save anyway")
                .contains("This VAT ID is from a different country than the address.", "value=\"ATU13585627\"");
        assertThat(second.status()).isEqualTo(303);
        assertThat(shown.body())
                .contains("This VAT ID is from a different country", "This bank is in a different country");
        assertThat(unchanged.status()).isEqualTo(303);
    }

    @Test
    void unusualValuesCanBeCorrected() {
        var abroad = typed(with("vatId", "ATU13585627", "bic", "GIBAATWW"));
        ada.form(at(partner), abroad);
        var shown = "vatId:country-mismatch bic:country-mismatch";

        var stillDoubtful = ada.form(at(partner), typed(with("bic", "GIBAATWW", "noted", shown)));
        var right = ada.form(at(partner), typed(with("noted", shown)));

        assertThat(stillDoubtful.status()).isEqualTo(422);
        assertThat(stillDoubtful.body())
                .contains("value=\"bic:country-mismatch\"", "This bank is in a different country");
        assertThat(right.status()).isEqualTo(303);
        assertThat(ada.get(at(partner)).text("vatId")).isEqualTo("DE136695976");
    }

    @Test
    void malformedValuesCannotBeConfirmed() {
        var mistyped = typed(with("vatId", "ATU13585628", "noted", "vatId:checksum"));

        assertThat(ada.form(at(partner), mistyped).status()).isEqualTo(422);
        assertThat(ada.form(at(partner), mistyped).status()).isEqualTo(422);
        assertThat(ada.get(at(partner)).status()).isEqualTo(404);
    }

    @Test
    void conflictsShowBothValuesAndKeepTheInput() {
        ada.put(at(partner), Bills.right());
        ada.put(at(partner), with("currency", "CHF", "legalName", "Kanari Verlag KG"));
        var mine = typed(with("legalName", "Kanari Media AG", "version", 1));

        var overtaken = ada.form(at(partner), mine);
        mine.put("version", "2");
        var saved = ada.form(at(partner), mine);

        assertThat(overtaken.status()).isEqualTo(409);
        assertThat(overtaken.body())
                .contains("Differences from what you typed", ">Kanari Verlag KG</td>", ">Kanari Media AG</td>")
                .contains(">CHF</td>", ">EUR</td>", "value=\"Kanari Media AG\"", "name=\"version\" value=\"2\"")
                .doesNotContain(">Berlin</td>", ">DE89 3704 0044 0532 0130 00</td>");
        assertThat(saved.status()).isEqualTo(303);
        assertThat(ada.get(at(partner)).text("legalName")).isEqualTo("Kanari Media AG");
    }

    @Test
    void concurrentFirstEntriesConflict() {
        ada.put(at(partner), Bills.right());

        var second = ada.form(at(partner), typed(with("currency", "CHF", "version", 0)));

        assertThat(second.status()).isEqualTo(409);
        assertThat(ada.get(at(partner)).text("currency")).isEqualTo("EUR");
    }

    @Test
    void everyViewIsAuditedOnce() {
        ada.page("/partners/" + partner);
        assertThat(entries(house, partner, "billing.viewed")).isEmpty();
        ada.put(at(partner), Bills.right());

        ada.page("/partners/" + partner);
        assertThat(entries(house, partner, "billing.viewed")).containsExactly("{}");
        ada.page(at(partner));
        assertThat(entries(house, partner, "billing.viewed")).hasSize(2);
        ada.page("/partners/" + partner + "/edit");
        ada.page("/partners");

        assertThat(entries(house, partner, "billing.viewed")).hasSize(2);
    }

    @Test
    void hiddenWithoutViewPermission() {
        ada.put(at(partner), Bills.right());
        var vera = Bills.person(context, stage, house, "Vera", "VIEW_PARTNERS", "EDIT_PARTNERS")
                .api()
                .with("Accept-Language", "en");

        for (var page : List.of(
                "/", "/partners", "/partners/" + partner, "/partners/" + partner + "/edit", "/partners/files")) {
            assertThat(vera.page(page).body())
                    .as(page)
                    .doesNotContainIgnoringCase("billing", "iban", "invoice", "Lindenweg", "GmbH");
        }
        assertThat(vera.page(at(partner)).status()).isEqualTo(403);
        assertThat(vera.page(at(partner) + "/history").status()).isEqualTo(403);
        assertThat(entries(house, partner, "billing.viewed")).isEmpty();
    }

    @Test
    void readOnlyWithoutEditPermission() {
        ada.put(at(partner), Bills.right());
        var fina = Bills.person(context, stage, house, "Vera", "VIEW_PARTNERS", "EDIT_PARTNERS", "VIEW_BILLING_DETAILS")
                .api();

        var page = fina.page("/partners/" + partner).body();
        var section = page.substring(page.indexOf("<section class=\"card\" id=\"billing-details\""));

        assertThat(section.substring(0, section.indexOf("</section>")))
                .contains("Kanari Media GmbH", "DE89 3704 0044 0532 0130 00")
                .doesNotContain("<input", "<button", "<select", "<form", "btn", "/billing-details");
        assertThat(page).doesNotContain("/deactivation", "/deletion");
        assertThat(fina.form(at(partner), typed(Bills.right())).status()).isEqualTo(403);
        assertThat(fina.page(at(partner)).status()).isEqualTo(403);
    }

    @Test
    void historyRequiresViewAuditLog() {
        ada.put(at(partner), Bills.right());
        ada.put(at(partner), with("currency", "CHF", "iban", "DE02120300000000202051", "bic", "BYLADEM1"));
        var fina = Bills.person(context, stage, house, "Vera", "VIEW_PARTNERS", "VIEW_BILLING_DETAILS")
                .api();

        var history = ada.page(at(partner) + "/history");

        assertThat(history.body())
                .contains("Euro (EUR)", "Swiss Franc (CHF)", "Germany", "COBADEFF", "colspan=\"2\">Changed</td>")
                .doesNotContain("DE02", "202051", "DE89");
        assertThat(fina.page(at(partner) + "/history").status()).isEqualTo(403);
        assertThat(fina.page("/partners/" + partner).body()).doesNotContain("/history");
        assertThat(entries(house, partner, "billing.viewed")).contains("{\"by\":\"history\"}");
    }

    @Test
    void escapesNames() {
        ada.put(at(partner), with("legalName", "<b>Kanari</b>\" onload=\"x"));

        assertThat(ada.page("/partners/" + partner).body())
                .contains("&lt;b&gt;Kanari")
                .doesNotContain("<b>Kanari");
        assertThat(ada.page(at(partner)).body()).doesNotContain("\" onload=");
    }

    @Test
    void deletionMentionsBillingDetails() {
        assertThat(ada.page("/partners/" + partner + "/deletion").body()).contains("Its billing details");
        assertThat(ada.form("/partners/" + partner + "/deletion", Map.of()).status())
                .isEqualTo(303);
    }

    private static String location(Answer answer) {
        return answer.http().headers().firstValue("Location").orElseThrow();
    }
}
