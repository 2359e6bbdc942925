package lethe.privacy.erasure;

import java.time.Duration;
import java.util.Objects;
import lethe.Api;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.privacy.retention.RetentionJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** An organisation with a second administrator, on a clock that the tests move. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
abstract class OrganisationWithSecondAdmin {
    @Autowired
    Stage stage;

    @Autowired
    MovedClock clock;

    @Autowired
    RetentionJob retentionJob;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    House house;
    OrganisationId organisation;
    private Person olga;

    @BeforeEach
    void anOrganisationWithASecondAdmin() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        olga = house.person(stage.anybody(), "Olga", "ADMIN", "Administrator");
    }

    @AfterEach
    void resetTheClock() {
        clock.moveBack();
    }

    void later(Duration ahead) {
        clock.moveAhead(ahead);
        retentionJob.apply(organisation);
    }

    Api olgas() {
        return house.signedIn(stage.anybody(), olga);
    }

    /** Waits until the keys are destroyed in the background. */
    JsonNode receipt(String person) throws InterruptedException {
        var olga = olgas();
        for (var wait = 0;
                wait < 200 && olga.get("/users/" + person + "/receipt").status() != 200;
                wait++) {
            Thread.sleep(50);
        }
        return olga.get("/users/" + person + "/receipt").json();
    }

    long count(OrganisationId where, String sql) {
        return in(where, () -> jdbc.sql(sql).query(Long.class).single());
    }

    <T> T in(OrganisationId where, java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(TenantContext.in(where, () -> transaction.execute(status -> work.get())));
    }
}
