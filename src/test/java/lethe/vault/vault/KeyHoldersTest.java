package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;

import lethe.LetheTest;
import lethe.platform.database.AsOwner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A table without the {@code holds_keys} trigger would be missed when a start looks for lost keys. */
@LetheTest
class KeyHoldersTest {
    @Autowired
    ApplicationContext context;

    @Test
    void theVaultKnowsEveryColumnWithASlot() {
        var unknown = AsOwner.of(context).queryForList("""
                select table_name || '.' || column_name
                from information_schema.columns
                where table_schema = 'public'
                and column_name ~ '(^|_)slot$'
                and table_name not in ('pending_forgetting', 'destroyed_slot')
                and not exists (select
                                from key_holder
                                where holder::text = table_name
                                and slot_column = column_name)
                """, String.class);

        assertThat(unknown).isEmpty();
    }
}
