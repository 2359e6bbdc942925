package lethe.privacy.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The retention that columns declare is what the job applies and what people are told. */
@LetheTest
class KeptForTest {
    /** Retentions without a period: something else ends them. */
    private static final Set<String> WITHOUT_PERIOD =
            Set.of("account", "until-used", "until-replaced", "until-done", "with-partner", "evidence");

    private static final Path PAGE = Path.of("docs/retention.md");

    @Autowired
    private Inventory inventory;

    @Autowired
    private List<ExpiringData> expiring;

    @Autowired
    private Stage stage;

    @Test
    void everyRetentionIsAppliedByTheJobOrEndsOtherwise() {
        var applied = expiring.stream().map(one -> one.kind().key()).collect(Collectors.toSet());

        assertThat(inventory.all())
                .extracting(datum -> datum.terms().retention())
                .allMatch(word -> applied.contains(word) || WITHOUT_PERIOD.contains(word))
                .containsAll(WITHOUT_PERIOD);
    }

    /**
     * Two categories belong to no table of their own: unused invitations end accounts, and sign-in events are audit
     * entries.
     */
    @Test
    void everyCategoryIsTheRetentionOfAColumn() {
        var said =
                inventory.all().stream().map(datum -> datum.terms().retention()).collect(Collectors.toSet());
        said.addAll(Set.of("unused-invitation", "sign-in-event"));

        assertThat(said)
                .containsAll(
                        Stream.of(DataCategory.values()).map(DataCategory::key).toList());
    }

    @Test
    void noticesShowTheOrganisationsPeriods() {
        var house = stage.house();
        assertThat(profile(house)).contains("for 10 years after termination").doesNotContain("[retained", "[audit");

        house.ada()
                .put(
                        "/organisation/retention",
                        java.util.Map.of("limits", List.of(java.util.Map.of("kind", "RETAINED_RECORD", "amount", 3))));

        assertThat(profile(house)).contains("for 3 years after termination");
        assertThat(house.ada()
                        .with("Accept-Language", "en")
                        .page("/organisation/processing.json")
                        .body())
                .contains("for 3 years after termination");
    }

    @Test
    void outsideAnOrganisationPeriodsMayDiffer() {
        assertThat(inventory.lines(Locale.ENGLISH)).anyMatch(line -> line.retention()
                .startsWith("for 10 years (unless the organisation sets another period) after termination"));
    }

    @Test
    void documentationMatches() throws Exception {
        var page = Files.readString(PAGE);

        for (var kind : DataCategory.values()) {
            var bounds = kind.isFixed() ? "fixed" : kind.least() + " to " + kind.most();
            assertThat(page)
                    .contains("| `" + kind.name() + "` | " + kind.usual() + " "
                            + kind.unit().toLowerCase(Locale.ROOT) + " | " + bounds + " |");
        }
    }

    private static String profile(Stage.House house) {
        return house.ada().with("Accept-Language", "en").page("/profile").body();
    }
}
