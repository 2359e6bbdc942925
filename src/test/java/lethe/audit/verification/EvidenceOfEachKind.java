package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.audit.transparency.LogAlarms;
import lethe.audit.verification.EvidenceResult.Code;
import lethe.audit.verification.EvidenceResult.Finding;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.platform.personaldata.EvidenceHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** An organisation with evidence of each kind, whose rows the database's owner can change, but not the signed log. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
abstract class EvidenceOfEachKind {
    static final Map<String, String> ANOTHER = Map.of(
            "id", "gen_random_uuid()",
            "user_id", "gen_random_uuid()",
            "receipt_id", "gen_random_uuid()");

    @Autowired
    Stage stage;

    @Autowired
    MovedClock clock;

    @Autowired
    Verifications verifications;

    @Autowired
    private LogAlarms alarms;

    @Autowired
    List<EvidenceHolder> holders;

    @Autowired
    private Command auditVerify;

    @Autowired
    private ApplicationContext context;

    House house;
    OrganisationId organisation;
    Instant founded;
    EvidenceRowsOnHand rows;
    Person zoe;
    Person vera;
    String news;
    String partner;

    @BeforeEach
    void evidenceOfEachKind() {
        founded = clock.instant();
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        rows = new EvidenceRowsOnHand(context, organisation);
        zoe = house.person(stage.anybody(), "Zoe", "ADMIN", "Administrator");
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        vera.api().patch("/me", Map.of("firstName", "Veronika"));
        news = house.ada()
                .post(
                        "/newsletters",
                        Map.of("name", "House news", "about", "What is new here.", "frequency", "Once a month."))
                .text("id");
        choose(true);
        choose(false);
        partner = house.ada().post("/partners", Map.of("name", "Kanari Media")).text("id");
        bill("Kanari Media GmbH");
        terminate(house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id"));
    }

    @AfterEach
    void itIsNowAgain() {
        clock.moveBack();
        alarms.endOfEvidence(organisation);
    }

    void choose(boolean subscribed) {
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", subscribed));
    }

    private void bill(String name) {
        var form = new HashMap<String, Object>();
        form.put("legalName", name);
        form.put("address", Map.of("street", "Lindenweg 3", "postalCode", "10115", "city", "Berlin", "country", "DE"));
        form.put("iban", "DE89370400440532013000");
        form.put("bic", "COBADEFF");
        form.put("vatId", "DE136695976");
        form.put("currency", "EUR");
        form.put("invoiceEmail", Stage.email("rechnung"));
        assertThat(house.ada()
                        .put("/partners/" + partner + "/billing-details", form)
                        .status())
                .isEqualTo(201);
    }

    void terminate(String person) {
        house.ada().post("/users/" + person + "/termination", Map.of());
    }

    EvidenceHolder kind(String kind) {
        return holders.stream()
                .filter(holder -> holder.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    EvidenceResult evidence() {
        var found = verifications.verify(organisation, null);
        assertThat(found.fault()).isEmpty();
        return found.evidence();
    }

    List<Code> codes() {
        return evidence().findings().stream().map(Finding::code).toList();
    }

    /** The printed lines, ignoring the remains of other tests. */
    List<String> lines() {
        try {
            return auditVerify.run(Map.of());
        } catch (ManagementFailure failed) {
            return failed.lines();
        }
    }

    static String uuid(Person person) {
        return "'%s'::uuid".formatted(UserId.parse(person.id()).orElseThrow().value());
    }
}
