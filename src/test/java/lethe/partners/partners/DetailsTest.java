package lethe.partners.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lethe.platform.kernel.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An at sign alone does not make an e-mail address. */
class DetailsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"https://video.example/@acme", "https://video.example/@acme.media", "https://a.example/?q=a+@+b"
            })
    void websitesMayContainAtSigns(String website) {
        assertThat(Details.checked("Acme", website, "", "").website()).isEqualTo(website);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Leisure Group", "Bread @ Butter", "c@fe"})
    void namesMayContainAtSigns(String name) {
        assertThat(Details.checked(name, "", "", "").name()).isEqualTo(name);
    }

    @Test
    void refusesEmailsInReasons() {
        assertThatThrownBy(() -> Details.checkedReason("as klara@kanari.example asked"))
                .isInstanceOfSatisfying(Invalid.class, refusal -> assertThat(
                                refusal.errors().getFirst().code())
                        .isEqualTo("email-inside"));
    }
}
