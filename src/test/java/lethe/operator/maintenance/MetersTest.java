package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.ClassUtils;

@LetheTest
class MetersTest {
    @Autowired
    private Stage stage;

    @Autowired
    private MeterRegistry registry;

    @Test
    void requestsAreMeasuredWithoutRoutes() {
        var house = stage.house();
        house.ada().get("/users");
        house.ada().post("/users", Map.of());
        stage.anybody().page("/o/" + house.slug() + "/sign-in");

        var requests = registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("http.server"))
                .toList();

        assertThat(requests).isNotEmpty().allSatisfy(id -> assertThat(id.getTags())
                .extracting(Tag::getKey)
                .isSubsetOf("method", "status", "outcome", "exception", "error"));
    }

    @Test
    void noMeterNamesARouteOrAnOrganisation() {
        var house = stage.house();
        house.ada().get("/roles");

        assertThat(registry.getMeters()).allSatisfy(meter -> {
            var tags = meter.getId().getTags();
            assertThat(tags)
                    .extracting(Tag::getKey)
                    .doesNotContainAnyElementsOf(List.of("uri", "route", "tenant", "organisation", "user"));
            assertThat(tags)
                    .extracting(Tag::getValue)
                    .noneMatch(value -> value.contains(house.slug()) || value.contains(house.id()));
        });
    }

    @Test
    void nothingIsTraced() {
        assertThat(ClassUtils.isPresent("io.micrometer.tracing.Tracer", null)).isFalse();
    }
}
