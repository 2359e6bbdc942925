package lethe.privacy.erasure;

import java.time.Duration;
import java.util.Objects;
import lethe.Api;
import lethe.Stage.Person;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.privacy.retention.OrganisationWithMovedClock;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** An organisation with a second administrator, on a clock that the tests move. */
abstract class OrganisationWithSecondAdmin extends OrganisationWithMovedClock {
    private Person olga;

    @BeforeEach
    void addASecondAdmin() {
        olga = house.person(stage.anybody(), "Olga", "ADMIN", "Administrator");
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
