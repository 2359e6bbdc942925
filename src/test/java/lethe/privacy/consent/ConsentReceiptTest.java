package lethe.privacy.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.Visitor;
import lethe.verifier.dataintegrity.DataIntegrity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@LetheTest
class ConsentReceiptTest {
    private static final Map<String, String> PREFIXES = Map.of(
            "https://w3id.org/dpv/legal/eu/gdpr#", "eu-gdpr:",
            "https://w3id.org/dpv/pd#", "pd:",
            "https://w3id.org/dpv/loc#", "loc:",
            "https://w3id.org/dpv#", "dpv:");
    private static final Pattern IRI = Pattern.compile("\"(https://w3id\\.org/dpv[^\"]*#)([^\"]*)\"");

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Person vera;

    @BeforeEach
    void veraHasConsented() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
    }

    @Test
    void recordsWhatWasShownAndWhoDecidedWhat() {
        var receipt = receipt();

        var record = receipt.at("/dpv:hasRecordOfActivity/0");
        assertThat(receipt.at("/dct:conformsTo/@id").asString())
                .isEqualTo("https://w3id.org/dpv/schema/dpv-27560#receipt");
        assertThat(receipt.at("/dpv:hasIdentifier").asString()).hasSize(36);
        assertThat(record.at("/dpv:hasDataSubject/dct:identifier").asString()).isEqualTo(vera.id());
        assertThat(record.at("/dpv:hasNotice/0/dct:identifier").asString()).startsWith("sha256:");
        assertThat(record.at("/dpv:hasConsentStatus").valueStream().map(event -> event.path("@type")
                        .asString()))
                .containsExactly("dpv:ConsentGiven", "dpv:ConsentGiven");
        assertThat(record.at("/dpv:hasConsentStatus/0/dpv:isIndicatedBy/dct:identifier")
                        .asString())
                .isEqualTo(house.adaId());
        assertThat(record.at("/dpv:hasConsentStatus/1/dpv:isIndicatedBy/dct:identifier")
                        .asString())
                .isEqualTo(vera.id());
        assertThat(record.at("/dpv:hasProcess/0/dpv:hasDataController/dpv:hasName")
                        .asString())
                .startsWith("House ");
    }

    @Test
    void recordsSubscriptionsAndWithdrawalsWithTheirWording() {
        var news = house.ada()
                .post("/newsletters", Map.of("name", "Product news", "about", "What is new.", "frequency", "Monthly"))
                .text("id");
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", false));

        var record = receipt().at("/dpv:hasRecordOfActivity/1");

        assertThat(record.path("dct:identifier").asString()).endsWith("#" + news);
        assertThat(record.at("/dpv:hasNotice/0/dct:title").asString()).contains("What is new.");
        assertThat(record.at("/dpv:hasConsentStatus").valueStream().map(event -> event.path("@type")
                        .asString()))
                .containsExactly("dpv:ConsentGiven", "dpv:ConsentWithdrawn");
    }

    @Test
    void isSignedWithAPublishedKey() {
        var signer = DataIntegrity.signer(receipt()).orElseThrow();

        var published = vera.api().get("/keys").json().at("/items/0/publicKey").asString();
        assertThat(signer.key().getEncoded()).asBase64Encoded().isEqualTo(published);
    }

    @Test
    void containsNeitherNameNorEmail() {
        assertThat(receipt().toString()).doesNotContain(vera.email(), "Kanari");
    }

    /** Uses a JSON-LD 1.1 processor without network access: the receipt contains its whole context. */
    @Test
    void isJsonLdWithExistingDpvTermsOnly() throws JsonLdError, IOException {
        var news = house.ada()
                .post("/newsletters", Map.of("name", "Product news", "about", "What is new.", "frequency", "Monthly"))
                .text("id");
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));
        house.ada()
                .put("/newsletters/" + news, Map.of("about", "Something else.", "frequency", "Daily", "name", "News"));
        var receipt = receipt();

        var expanded = expanded(receipt);

        var used = IRI.matcher(expanded)
                .results()
                .map(found -> PREFIXES.get(found.group(1)) + found.group(2))
                .filter(term -> !term.startsWith("null"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used)
                .contains(
                        "dpv:ConsentReceipt",
                        "dpv:hasConsentStatus",
                        "eu-gdpr:A6-1-a",
                        "pd:EmailAddress",
                        "dpv:ConsentRevoked");
        assertThat(terms()).containsAll(used);
        assertThat(undeclared(receipt)).isEmpty();
    }

    @Test
    void canBeDownloadedFromTheProfile() {
        var visitor = new Visitor(port);
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);

        var answer = visitor.get("/o/" + house.slug() + "/api/v1/me/consents/receipt");

        assertThat(visitor.get("/o/" + house.slug() + "/profile").body()).contains("/api/v1/me/consents/receipt");
        assertThat(answer.header("Content-Type")).isEqualTo("application/ld+json");
        assertThat(answer.header("Content-Disposition")).contains("consent-receipt.jsonld");
    }

    private ObjectNode receipt() {
        return (ObjectNode) vera.api().get("/me/consents/receipt").json();
    }

    private static String expanded(JsonNode receipt) throws JsonLdError {
        var document = JsonDocument.of(new StringReader(receipt.toString()));
        return JsonLd.expand(document).get().stream().map(JsonValue::toString).collect(Collectors.joining());
    }

    private static Set<String> terms() throws IOException {
        try (var terms = ConsentReceiptTest.class.getResourceAsStream("/dpv-2.3-terms.txt")) {
            return new String(terms.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toSet());
        }
    }

    /** Members that the context does not define: a processor would silently drop them. */
    private static Set<String> undeclared(JsonNode receipt) {
        var context = receipt.path("@context");
        return members(receipt)
                .filter(name -> !name.startsWith("@") && !context.has(name.split(":")[0]))
                .collect(Collectors.toSet());
    }

    private static Stream<String> members(JsonNode node) {
        return node.isObject()
                ? node.properties().stream()
                        .filter(member -> !member.getKey().equals("@context")
                                && !member.getKey().equals("proof"))
                        .flatMap(member -> Stream.concat(Stream.of(member.getKey()), members(member.getValue())))
                : node.valueStream().flatMap(ConsentReceiptTest::members);
    }
}
