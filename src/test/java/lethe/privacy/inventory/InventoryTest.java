package lethe.privacy.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lethe.LetheTest;
import lethe.platform.database.AsOwner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;

/** Every column declares what it holds of a person, with keys that have messages in both languages. */
@LetheTest
class InventoryTest {
    private static final String UNDECLARED = """
            select t.relname || '.' || c.attname
            from pg_class t
            join pg_attribute c on c.attrelid = t.oid
            where t.relnamespace = 'public'::regnamespace
            and t.relkind in ('r', 'p')
            and t.relname <> 'flyway_schema_history'
            and c.attnum > 0
            and not c.attisdropped
            and coalesce(col_description(t.oid, c.attnum), '') not like '{"%'
            and coalesce(col_description(t.oid, c.attnum), '') <> 'nothing personal'
            """;

    private static final String IN_NO_GROUP = """
            select t.relname || '.' || c.attname
            from pg_class t
            join pg_attribute c on c.attrelid = t.oid
            where t.relnamespace = 'public'::regnamespace
            and c.attnum > 0
            and not c.attisdropped
            and col_description(t.oid, c.attnum) like '{%'
            and not col_description(t.oid, c.attnum)::jsonb ? 'group'
            """;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Inventory inventory;

    @Autowired
    private MessageSource messages;

    @Test
    void everyColumnIsDeclared() {
        assertThat(AsOwner.of(context).queryForList(UNDECLARED, String.class)).isEmpty();
    }

    @Test
    void detectsAnUndeclaredColumn() {
        var owner = AsOwner.of(context);
        owner.execute("create table forgotten (nickname text)");
        try {
            assertThat(owner.queryForList(UNDECLARED, String.class)).containsExactly("forgotten.nickname");
        } finally {
            owner.execute("drop table forgotten");
        }
    }

    @Test
    void everyColumnHasAGroup() {
        assertThat(AsOwner.of(context).queryForList(IN_NO_GROUP, String.class)).isEmpty();
    }

    @Test
    void detectsAColumnWithoutAGroup() {
        var owner = AsOwner.of(context);
        owner.execute("create table forgotten (nickname text)");
        try {
            owner.execute("comment on column forgotten.nickname is '{\"purpose\": \"access\"}'");

            assertThat(owner.queryForList(IN_NO_GROUP, String.class)).containsExactly("forgotten.nickname");
        } finally {
            owner.execute("drop table forgotten");
        }
    }

    @Test
    void migrationsMustNameAnExistingGroup() {
        var owner = AsOwner.of(context);
        owner.execute("create table forgotten (nickname text)");
        try {
            assertThatThrownBy(
                            () -> owner.execute(
                                    "call holds_personal('forgotten', 'nickname', 'access', '6(1)(f)', 'account', 'nobody', 'erased')"))
                    .hasMessageContaining("holds_personal");
            assertThatThrownBy(
                            () -> owner.execute(
                                    "call holds_personal('forgotten', 'nickname', 'hobbies', 'access', '6(1)(f)', 'account', 'nobody', 'erased')"))
                    .hasMessageContaining("There is no group hobbies");
        } finally {
            owner.execute("drop table forgotten");
        }
    }

    @Test
    void theDatabaseKnowsTheSameGroups() {
        var owner = AsOwner.of(context);
        owner.execute("create table forgotten (nickname text)");
        try {
            assertThat(Group.values()).allSatisfy(group -> {
                owner.update(
                        "call holds_personal('forgotten', 'nickname', ?, 'access', '6(1)(f)', 'account', 'nobody', 'erased')",
                        group.key());
                assertThat(inventory.all())
                        .filteredOn(datum -> datum.table().equals("forgotten"))
                        .extracting(PersonalDataField::group)
                        .containsExactly(group);
            });
        } finally {
            owner.execute("drop table forgotten");
        }
    }

    @Test
    void columnsAreInTheExpectedGroups() {
        assertThat(inventory.all().stream()
                        .collect(Collectors.toMap(PersonalDataField::name, PersonalDataField::group)))
                .containsEntry("app_user.first_name", Group.ACCOUNT)
                .containsEntry("account.email", Group.ACCOUNT)
                .containsEntry("credential.password", Group.SIGNING_IN)
                .containsEntry("session.last_seen_at", Group.SIGNING_IN)
                .containsEntry("own_consent.decision", Group.CONSENT)
                .containsEntry("termination.receipt", Group.CONSENT)
                .containsEntry("newsletter_choice.subscribed", Group.NEWSLETTERS)
                .containsEntry("user_import.created_by", Group.WORK)
                .containsEntry("billing_details.updated_by", Group.WORK)
                .containsEntry("billing_details.particulars", Group.PARTNERS)
                .containsEntry("audit_entry.actor_id", Group.SECURITY_LOG)
                .containsEntry("support_channel.value", Group.ORGANISATION);
    }

    @Test
    void everyKeyHasMessagesInBothLanguages() {
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(inventory.all()).isNotEmpty().allSatisfy(datum -> {
                assertThat(keys(datum)).allMatch(key -> hasWords(key, language));
                assertThat(List.of("inventory.column." + datum.name(), "inventory.column." + datum.column()))
                        .anyMatch(key -> hasWords(key, language));
            });
        }
    }

    @Test
    void userIdsAreDeclaredAsPersonal() {
        assertThat(AsOwner.of(context).queryForList("""
                        select t.relname || '.' || c.attname
                        from pg_class t
                        join pg_attribute c on c.attrelid = t.oid
                        where t.relnamespace = 'public'::regnamespace
                        and c.atttypid = 'uuid'::regtype
                        and c.attnum > 0
                        and col_description(t.oid, c.attnum) = 'nothing personal'
                        and (c.attname in ('user_id', 'actor_id', 'person_id') or c.attname like '%\\_by' or exists (
                            select from pg_constraint f
                            where f.conrelid = t.oid
                            and f.confrelid = 'app_user'::regclass
                            and c.attnum = any (f.conkey)
                            and c.attname <> 'organisation_id'))
                        """, String.class)).isEmpty();
    }

    private boolean hasWords(String key, Locale language) {
        return messages.getMessage(key, null, null, language) != null;
    }

    private static List<String> keys(PersonalDataField datum) {
        var terms = datum.terms();
        return List.of(
                "inventory.group." + datum.group().key(),
                "inventory.activity." + datum.group().key(),
                "inventory.table." + datum.table(),
                "inventory.purpose." + terms.purpose(),
                "inventory.basis." + terms.basis(),
                "inventory.retention." + terms.retention(),
                "inventory.recipients." + terms.recipients(),
                "inventory.fate." + terms.atTermination());
    }

    @Test
    void everyUuidColumnIsClassified() {
        assertThat(inventory.all())
                .filteredOn(PersonalDataField::saysWhose)
                .extracting(PersonalDataField::name)
                .contains("app_user.id", "account.user_id", "session.user_id");
        assertThat(inventory.ofUsers())
                .extracting(PersonalDataField::table)
                .doesNotContain("partner_contact", "support_channel");
    }

    @Test
    void describesWhatATerminationErasesAndRetains() {
        assertThat(inventory.erased(Locale.ENGLISH))
                .contains("E-mail address", "Sessions", "Access tokens", "User: role, last day of access");
        assertThat(inventory.retained(Locale.ENGLISH))
                .contains("Own consent", "Entries in the audit log")
                .doesNotContain("E-mail address")
                .anyMatch(line -> line.startsWith("User: ID, first name, last name"));
    }
}
