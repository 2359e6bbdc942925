package lethe.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import lethe.LetheTest;
import lethe.Stage;
import lethe.inventory.Inventory;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The first notice of an organisation says what the inventory says, in both languages. */
@LetheTest
class FirstNoticeTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Inventory inventory;

    @Test
    void saysEverythingThatIsStoredErasedAndKept() {
        var house = stage.house();
        var notice = house.ada().get("/notices/1").json();
        var organisation = OrganisationId.parse(house.id()).orElseThrow();

        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            var text =
                    notice.at("/texts/" + language.getLanguage() + "/markdown").asString();
            assertThat(Tenancy.in(organisation, () -> inventory.lines(language)))
                    .allSatisfy(line -> assertThat(text)
                            .contains("| "
                                    + String.join(
                                            " | ",
                                            line.what(),
                                            line.purpose(),
                                            line.basis(),
                                            line.retention(),
                                            line.recipients())));
            assertThat(text).contains(inventory.erased(language)).contains(inventory.retained(language));
            assertThat(text).contains("House").doesNotContain("{");
        }
    }

    @Test
    void isAsLongAsItIsAndHashedAsItIs() {
        var notice = stage.house().ada().get("/notices/1").json();

        var markdown = notice.at("/texts/en/markdown").asString();
        assertThat(notice.at("/texts/en/hash").asString())
                .isEqualTo(Notice.Text.of(1, "en", markdown).hash());
    }
}
