package lethe.partners.billing;

import static lethe.partners.billing.Bills.at;
import static lethe.partners.billing.Bills.entries;
import static lethe.partners.billing.Bills.with;
import static lethe.partners.billing.Bills.wrongs;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which billing details are accepted, refused or stored with a remark, field by field, as in the contract. */
class BillingFieldsTest extends BilledPartner {
    @Test
    void acceptsAnAccountInsteadOfAnIban() {
        var saved = ada.put(at(partner), with("iban", null, "bic", null, "account", Bills.account()));

        assertThat(saved.status()).isEqualTo(201);
        assertThat(saved.json().path("account").path("bankName").asString()).isEqualTo("First Bank");
        assertThat(saved.json().has("iban")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            legalName    |                             | legalName required
            currency     |                             | currency required
            invoiceEmail |                             | invoiceEmail required
            invoiceEmail | nobody                      | invoiceEmail format
            currency     | XYZ                         | currency unknown
            currency     | DEM                         | currency unknown
            currency     | Euro                        | currency format
            iban         | DE88370400440532013000      | iban checksum
            iban         | DE8937040044053201300       | iban format
            iban         | DE8937040044053201300A      | iban format
            iban         | XX89370400440532013000      | iban unknown
            iban         | US89370400440532013000      | iban unknown
            iban         | D                           | iban format
            bic          | COBADEF                     | bic format
            bic          | COBAXXFF                    | bic unknown
            vatId        | DE136695977                 | vatId checksum
            vatId        | DE13669597                  | vatId format
            vatId        | GB980780684                 | vatId unknown
            vatId        | ---                         | vatId unknown
            taxNumber    | ---                         | taxNumber format
            taxNumber    | \u2013 . -                  | taxNumber format
            iban         | ---                         | iban format
            bic          | ---                         | bic format
            """)
    void reportsEveryError(String field, String value, String wrong) {
        var refused = ada.put(at(partner), with(field, value));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(wrongs(refused)).containsExactly(wrong);
        assertThat(ada.get(at(partner)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vatId     | BE 0202.239.951              | BE0202239951
            vatId     | DE-136695976                 | DE136695976
            vatId     | NL.8143.26.584.B.01          | NL814326584B01
            vatId     | DE\u00A0136\u2009695\u202F976 | DE136695976
            vatId     | de\u2013136\u2011695\u2212976 | DE136695976
            iban      | DE89-3704-0044-0532-0130-00  | DE89370400440532013000
            iban      | DE89.3704\u00A00044 0532 0130 00 | DE89370400440532013000
            bic       | COBA DE FF                   | COBADEFF
            bic       | coba-de-ff-xxx               | COBADEFFXXX
            taxNumber | 12-3456.789 0                | 1234567890
            taxNumber | 12/345/67890                 | 12/345/67890
            """)
    void acceptsPrintedNumberFormats(String field, String typed, String stored) {
        var country = field.equals("vatId") ? stored.substring(0, 2) : "DE";
        var address = Map.of("street", "Lindenweg 3", "city", "Nord", "country", country);
        var form = with(field, typed, "address", address);
        var other = Bills.partner(ada);

        var calls = ada.put(at(partner), form);
        var page = ada.form(at(other), Bills.typed(form));

        assertThat(calls.status()).as(calls.body()).isEqualTo(201);
        assertThat(calls.text(field)).isEqualTo(stored);
        assertThat(ada.get(at(other)).text(field)).as(page.body()).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vatId | ATU13585627 | DE | vatId:country-mismatch
            vatId | DE136695976 | CH | vatId:country-mismatch
            vatId | DE136695976 | XK | vatId:country-mismatch
            vatId | CZ530625123 | CZ | vatId:unchecked
            vatId | XIGD123     | GB | vatId:unchecked
            vatId | XIHA512     | GB | vatId:unchecked
            bic   | GIBAATWW    | DE | bic:country-mismatch
            """)
    void storesUnusualValuesWithRemarks(String field, String value, String country, String note) {
        var address = Map.of("street", "Bahnhofstrasse 1", "postalCode", "8001", "city", "Zürich", "country", country);

        var stored = ada.put(at(partner), with(field, value, "address", address));

        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        assertThat(notes(stored)).containsExactly(note);
        assertThat(notes(ada.get(at(partner)))).containsExactly(note);
        assertThat(entries(house, partner, "billing.changed").getFirst()).contains("\"notes\":[\"" + note + "\"]");
    }

    @Test
    void reportsBothRemarksOnOneField() {
        var stored = ada.put(at(partner), with("vatId", "XIGD123"));

        assertThat(notes(stored)).containsExactly("vatId:country-mismatch", "vatId:unchecked");
    }

    /** Real numbers from countries outside the EU rules: the error refers to the tax number field. */
    @ParameterizedTest
    @CsvSource({"GB980780684", "CHE-123.456.788 MWST", "NO 974 760 673 MVA", "US 12-3456789", "TR 1234567890"})
    void nonEuVatNumbersAreTaxNumbers(String number) {
        var asVatId = with("vatId", number);
        var english = ada.with("Accept-Language", "en").put(at(partner), asVatId);
        var german = ada.with("Accept-Language", "de").put(at(partner), asVatId);
        var page = ada.with("Accept-Language", "en").form(at(partner), Bills.typed(asVatId));

        var stored = ada.put(at(partner), with("vatId", null, "taxNumber", number));

        assertThat(wrongs(english)).containsExactly("vatId unknown");
        assertThat(english.body()).contains("Enter other numbers as a tax number");
        assertThat(german.body()).contains("als Steuernummer ein");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("Enter other numbers as a tax number");
        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        assertThat(stored.text("taxNumber")).isEqualTo(number.replaceAll("[ .-]", ""));
        assertThat(stored.json().has("notes")).isFalse();
    }

    @Test
    void usualValuesHaveNoRemarks() {
        var kosovo = Map.of("street", "Rruga B 1", "postalCode", "10000", "city", "Prishtinë", "country", "XK");

        var usual = ada.put(at(partner), Bills.right());
        var there = ada.put(
                at(Bills.partner(ada)),
                with("address", kosovo, "vatId", null, "iban", "XK05 1212 0123 4567 8906", "bic", null));

        assertThat(usual.json().has("notes")).isFalse();
        assertThat(there.status()).as(there.body()).isEqualTo(201);
        assertThat(there.json().has("notes")).isFalse();
        assertThat(entries(house, partner, "billing.changed").getFirst()).doesNotContain("notes");
    }

    private static List<String> notes(Api.Answer answer) {
        return answer.json()
                .path("notes")
                .valueStream()
                .map(note ->
                        note.path("field").asString() + ":" + note.path("code").asString())
                .toList();
    }

    @Test
    void validatesPartsOfAccountAndAddress() {
        var address = Map.of("street", "a\u0007b", "country", "XX");
        var account = new HashMap<>(Bills.account());
        account.put("country", "Germany");
        account.remove("number");

        var refused = ada.put(at(partner), with("iban", null, "bic", null, "address", address, "account", account));

        assertThat(wrongs(refused))
                .containsExactlyInAnyOrder(
                        "address.street control-character",
                        "address.city required",
                        "address.country unknown",
                        "account.number required",
                        "account.country format");
    }

    @Test
    void refusesIbanWithAccountAndBicWithoutIban() {
        var both = ada.put(at(partner), with("account", Bills.account()));
        var lonely = ada.put(at(partner), with("iban", null));

        assertThat(wrongs(both)).containsExactly("account not-both");
        assertThat(wrongs(lonely)).containsExactly("iban required");
        assertThat(both.status()).isEqualTo(422);
        assertThat(lonely.status()).isEqualTo(422);
    }

    @Test
    void errorsAreTranslated() {
        var mistyped = with("vatId", "DE136695977", "iban", "DE8937040044053201300");

        var english =
                ada.with("Accept-Language", "en").put(at(partner), mistyped).body();
        var german =
                ada.with("Accept-Language", "de").put(at(partner), mistyped).body();

        assertThat(english)
                .contains("The check digits don’t match", "IBANs for DE have 22 characters; this one has 21.");
        assertThat(german).contains("Die Prüfziffern passen nicht", "Eine IBAN aus DE hat 22 Zeichen, diese hat 21.");
        assertThat(english + german).doesNotContain("136695977", "8937040044");
    }

    @ParameterizedTest
    @CsvSource({"taxId, unknown-field", "updatedAt, unknown-field", "address.zip, unknown-field"})
    void refusesUnknownFields(String field, String problem) {
        var form = Bills.right();
        if (field.startsWith("address.")) {
            form.put("address", Map.of("zip", "1"));
        } else {
            form.put(field, "x");
        }

        var refused = ada.put(at(partner), form);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(wrongs(refused)).containsExactly(field + " " + problem);
    }
}
