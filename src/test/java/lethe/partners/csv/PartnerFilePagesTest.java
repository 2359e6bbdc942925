package lethe.partners.csv;

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

@LetheTest
class PartnerFilePagesTest {
    private static final String CHECK = "/partners/files/check";
    private static final String EXPORT = "/partners/files/export";

    @Autowired
    private Stage stage;

    private House house;
    private Api ada;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
        ada = house.ada().with("Accept-Language", "en");
    }

    @Test
    void checksAFileBeforeCreatingPartners() {
        var email = Stage.email("contact");
        var checked = ada.upload(CHECK, "name;contactEmail\r\nAcme;" + email + "\r\n;x\r\n\"Beta; Sons\";\r\n");
        var dryRun = ada.page(location(checked));
        var before = names();

        var created = ada.form("/partners/files/creation", Map.of());

        assertThat(dryRun.body())
                .contains(
                        "2 valid lines.", "1 line has an error", "<td>3</td>", "Please fill this in.", "Add 2 partners")
                .doesNotContain(email);
        assertThat(before).isEmpty();
        assertThat(ada.page(location(created)).body()).contains("2 partners were added.", "One line was skipped.");
        assertThat(names()).containsExactly("Acme", "Beta; Sons");
        assertThat(ada.get("/partners").body()).contains(email);
        assertThat(ada.get("/audit?action=partner.created").json().path("items"))
                .hasSize(2);
    }

    @Test
    void theSameFileTwiceCreatesOnce() {
        var file = "name\n" + "Acme\n".repeat(450);
        ada.upload(CHECK, file);
        ada.form("/partners/files/creation", Map.of());

        var gone = ada.form("/partners/files/creation", Map.of());
        ada.upload(CHECK, file);
        var again = ada.form("/partners/files/creation", Map.of());

        assertThat(gone.status()).isEqualTo(422);
        assertThat(gone.body()).contains("The file is no longer available");
        assertThat(ada.page(location(again)).body())
                .contains("No partner was added.", "450 partners had already been added from the same file.");
        assertThat(ada.form(EXPORT, Map.of()).body().lines()).hasSize(451);
    }

    @Test
    void explainsWhyAFileIsRefused() {
        var refused = ada.upload(CHECK, "name;iban;Branche\nAcme;DE89;\n");
        var large = ada.upload(CHECK, "name\n" + "x".repeat(9 << 20));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "id=\"file-error\"",
                        "“iban”",
                        "“Branche”",
                        "Known columns: name, website, contactEmail (Kontakt-E-Mail), category (Kategorie).");
        assertThat(large.body()).contains("The file is larger than 8 MB");
        assertThat(ada.form(CHECK, Map.of()).body()).contains("Choose a file.");
        assertThat(names()).isEmpty();
    }

    @Test
    void checkedFilesBelongToOneUser() {
        ada.upload(CHECK, "name\nAcme\n");
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", "Manager").api();

        assertThat(mia.form("/partners/files/creation", Map.of()).status()).isEqualTo(422);
        assertThat(names()).isEmpty();
    }

    @Test
    void exportsEscapeFormulas() {
        ada.post("/partners", Map.of("name", "=cmd|' /C calc'!A0", "category", "a;b \"c\""));

        var forExcel = ada.form(EXPORT, Map.of());

        assertThat(forExcel.body())
                .startsWith("\uFEFFid;name;website;contactEmail;category;status;")
                .contains("\r\n", ";'=cmd|' /C calc'!A0;", ";\"a;b \"\"c\"\"\";ACTIVE;");
        assertThat(forExcel.http().headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment", "partners.csv");
        assertThat(forExcel.http().headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void exportingBillingDetailsNeedsPermissionAndIsAudited() {
        var id = partnerWithBilling();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        var without = vera.form(EXPORT, Map.of());
        var refused = vera.form(EXPORT, Map.of("billing", "true"));
        var plain = ada.form(EXPORT, Map.of());
        var viewedBefore = viewed(id);
        var with = ada.form(EXPORT, Map.of("billing", "true"));

        assertThat(List.of(without.body(), plain.body()))
                .allSatisfy(file -> assertThat(file).contains("Acme").doesNotContainIgnoringCase("billing", "DE89"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("DE89");
        assertThat(vera.page("/partners/files").body()).doesNotContainIgnoringCase("billing");
        assertThat(viewedBefore).isZero();
        assertThat(with.body().lines().findFirst().orElseThrow()).contains("billing.iban;billing.bic");
        assertThat(with.body()).contains("DE89370400440532013000", "Acme GmbH");
        assertThat(viewed(id)).isOne();
    }

    @Test
    void exportsCoverAllPages() {
        ada.upload(CHECK, "name\n" + "Acme\n".repeat(430));
        ada.form("/partners/files/creation", Map.of());

        var ids = ada.form(EXPORT, Map.of())
                .body()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(';')))
                .toList();

        assertThat(ids).hasSize(430).doesNotHaveDuplicates();
    }

    @Test
    void hidesImportsWithoutEditPermission() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        assertThat(vera.page("/partners/files").body()).doesNotContain("type=\"file\"");
        assertThat(vera.upload(CHECK, "name\nAcme\n").status()).isEqualTo(403);
    }

    private String partnerWithBilling() {
        var id = ada.post("/partners", Map.of("name", "Acme")).text("id");
        ada.put(
                "/partners/" + id + "/billing-details",
                Map.of(
                        "legalName",
                        "Acme GmbH",
                        "address",
                        Map.of("street", "Lindenweg 3", "city", "Berlin", "country", "DE"),
                        "iban",
                        "DE89370400440532013000",
                        "currency",
                        "EUR",
                        "invoiceEmail",
                        Stage.email("invoice")));
        return id;
    }

    private long viewed(String partner) {
        return ada.get("/audit?action=billing.viewed&target=" + partner)
                .json()
                .path("items")
                .size();
    }

    private List<String> names() {
        return ada.get("/partners")
                .json()
                .path("items")
                .valueStream()
                .map(one -> one.path("name").asString())
                .toList();
    }

    private static String location(Answer answer) {
        return answer.http().headers().firstValue("Location").orElseThrow();
    }
}
