package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class TenantsTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Tenants tenants;

    @Test
    void listsEachOrganisationOnceOldestFirst() {
        var first = organisation();
        var second = organisation();

        assertThat(tenants.all()).doesNotHaveDuplicates().containsSubsequence(first, second);
    }

    @Test
    void returnsOnlyTheSlugInScope() {
        var house = stage.house();
        var id = OrganisationId.parse(house.id()).orElseThrow();

        assertThat(TenantContext.in(id, tenants::slug)).isEqualTo(house.slug());
    }

    @Test
    void hasNoSlugWithoutAnExistingOrganisation() {
        var nowhere = new OrganisationId(UUID.randomUUID());

        assertThatThrownBy(tenants::slug).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> TenantContext.in(nowhere, tenants::slug)).isInstanceOf(NotFound.class);
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(stage.house().id()).orElseThrow();
    }
}
