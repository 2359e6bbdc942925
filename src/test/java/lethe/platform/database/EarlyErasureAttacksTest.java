package lethe.platform.database;

import static lethe.platform.database.Besieged.ACME;
import static lethe.platform.database.Besieged.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import lethe.platform.personaldata.DataCategory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The functions that the application role may call destroy no foreign key, and delete nothing early. */
class EarlyErasureAttacksTest extends AttackedDatabase {
    @Test
    void cannotListAnothersKeyForDestruction() throws SQLException {
        for (var holder : List.of(
                "account.key_slot",
                "credential.secrets_slot",
                "organisation_key.slot",
                "staged_line.key_slot",
                "partner_contact.key_slot",
                "billing_details.key_slot",
                "suspension.reason_slot",
                "pending_email.key_slot",
                "former_email.key_slot",
                "newsletter_choice.key_slot")) {
            var parts = holder.split("\\.");
            var slot = database.asOwner(
                            OTHER,
                            "select " + parts[1] + " from " + parts[0] + " where organisation_id = '" + OTHER + "'")
                    .getFirst();

            assertThat(forgetLater(slot)).as(holder).isEqualTo("42501");
        }
    }

    @Test
    void cannotListAnUnknownSlotForDestruction() throws SQLException {
        assertThat(forgetLater("0")).isEqualTo("42501");
        assertThat(forgetLater("-1")).isEqualTo("42501");
        assertThat(forgetLater("(select last_value + 1 from key_slot)")).isEqualTo("42501");
        assertThat(forgetLater("9000000000000000000")).isEqualTo("42501");
    }

    @Test
    void cannotListAKeyForDestructionWithoutAScope() throws SQLException {
        var free = database.asOwner(null, "select nextval('key_slot')").getFirst();

        assertThat(database.commit(null, "select forget_later(gen_random_uuid(), array[" + free + "]::bigint[])")
                        .state())
                .isNotNull();
    }

    @Test
    void ownKeysAreDestroyedOnce() throws SQLException {
        var free = database.asOwner(null, "select nextval('key_slot')").getFirst();
        var subject = "'" + ACME + "'::uuid";
        var listed = "select keys_to_forget(array[" + subject + "])";
        assertThat(database.commit(ACME, "select forget_later(" + subject + ", array[" + free + "]::bigint[])")
                        .state())
                .isNull();
        assertThat(database.attempt(ACME, listed).answer()).containsExactly(free);
        assertThat(database.attempt(OTHER, listed).answer()).isEmpty();

        var done = "select keys_are_forgotten(array[" + subject + "], array[" + free + "]::bigint[], now())";
        database.commit(OTHER, done);
        assertThat(ledger(free)).isEmpty();
        database.commit(ACME, done);
        database.commit(ACME, done);

        assertThat(ledger(free)).containsExactly(free);
        assertThat(database.attempt(ACME, listed).answer()).isEmpty();
    }

    /** The slot was guessed before the other organisation's row existed. */
    @Test
    void doesNotDestroyAKeyAnotherReceivedLater() throws SQLException {
        var next = database.asOwner(null, "select nextval('key_slot')").getFirst();
        var subject = "'" + OTHER + "'::uuid";
        database.commit(ACME, "select forget_later(" + subject + ", array[" + next + "]::bigint[])");
        database.run(
                true,
                OTHER,
                "insert into account (user_id, organisation_id, key_slot, email) values (gen_random_uuid(), '" + OTHER
                        + "', " + next + ", '')");

        assertThat(database.attempt(ACME, "select keys_to_forget(array[" + subject + "])")
                        .answer())
                .isEmpty();
        database.commit(
                ACME, "select keys_are_forgotten(array[" + subject + "], array[" + next + "]::bigint[], now())");
        assertThat(ledger(next)).isEmpty();
    }

    /** The database computes the retention itself, from its own figures. */
    @ParameterizedTest
    @EnumSource(names = {"SIGN_IN_EVENT", "AUDIT_ENTRY", "RETAINED_RECORD"})
    void databasePeriodsMatchTheRetentionRoom(DataCategory kind) throws SQLException {
        try {
            assertThat(isKeptFor(kind, "{}", kind.usual())).as("usual").containsExactly("t");
            for (var amount : List.of(-1, 0, kind.least())) {
                assertThat(isKeptFor(kind, chosen(kind, amount), kind.least()))
                        .as("least")
                        .containsExactly("t");
            }
            assertThat(isKeptFor(kind, chosen(kind, kind.least() + 1), kind.least() + 1))
                    .containsExactly("t");
            for (var amount : List.of(kind.most(), kind.most() + 1, 1_000_000)) {
                assertThat(isKeptFor(kind, chosen(kind, amount), kind.most()))
                        .as("most")
                        .containsExactly("t");
            }
        } finally {
            choose("{}");
        }
    }

    private static String chosen(DataCategory kind, int amount) {
        return "{\"" + kind.name() + "\": " + amount + "}";
    }

    private void choose(String amounts) throws SQLException {
        database.run(
                true,
                ACME,
                "update storage_limits set amounts = '" + amounts + "' where organisation_id = '" + ACME + "'");
    }

    private List<String> isKeptFor(DataCategory kind, String amounts, int amount) throws SQLException {
        choose(amounts);
        return database.asOwner(
                ACME,
                "select kept_for('" + kind.name() + "') = make_interval("
                        + kind.unit().toLowerCase(Locale.ROOT) + " => " + amount + ")");
    }

    private @Nullable String forgetLater(String slot) throws SQLException {
        return database.commit(ACME, "select forget_later(gen_random_uuid(), array[" + slot + "]::bigint[])")
                .state();
    }

    private List<String> ledger(String slot) throws SQLException {
        return database.asOwner(null, "select slot from destroyed_slot where slot = " + slot);
    }

    @Test
    void cannotDeleteUnexpiredRecords() throws SQLException {
        var person =
                "insert into app_user (id, organisation_id, first_name, last_name, type, status, created_at, created_by_kind,"
                        + " retained_until) values (gen_random_uuid(), '" + ACME
                        + "', 'Klara', 'Kept', 'INTERNAL', 'TERMINATED', now(), 'SYSTEM',"
                        + " current_date + 1)";
        database.run(true, ACME, person);

        database.commit(ACME, "select end_retained_records('2999-01-01', 1000)");

        assertThat(database.asOwner(ACME, "select last_name from app_user where last_name = 'Kept'"))
                .hasSize(1);
    }

    @Test
    void retainedRecordsStayUntilThePromisedDate() throws SQLException {
        var id = database.asOwner(
                        ACME,
                        "insert into app_user (id, organisation_id, first_name, last_name, type, status, created_at,"
                                + " created_by_kind) values (gen_random_uuid(), '" + ACME
                                + "', 'Edo', 'Short', 'EXTERNAL', 'ACTIVE', now(), 'SYSTEM')"
                                + " returning id")
                .getFirst();
        var terminated = "update app_user set status = 'TERMINATED', retained_until = %s where id = '" + id + "'";

        assertThat(database.attempt(ACME, terminated.formatted("'1900-01-01'")).isRefused())
                .isTrue();
        assertThat(database.attempt(ACME, terminated.formatted("current_date + 300"))
                        .isRefused())
                .isTrue();
        assertThat(database.commit(ACME, terminated.formatted("current_date + 3650"))
                        .rows())
                .isEqualTo(1);
        assertThat(database.attempt(ACME, "update app_user set retained_until = '1900-01-01' where id = '" + id + "'")
                        .isRefused())
                .isTrue();
        assertThat(database.attempt(ACME, "update app_user set status = 'ACTIVE' where id = '" + id + "'")
                        .isRefused())
                .isTrue();
    }

    @Test
    void auditEntriesCannotBeDeletedEarly() throws SQLException {
        for (var action : List.of("signin.succeeded", "role.created")) {
            for (var age : List.of("30 days", "20 years")) {
                entry(action, age);
            }
        }

        for (var signIns : List.of("true", "false")) {
            database.commit(ACME, "select remove_audit_entries(" + signIns + ", '2999-01-01', 1000)");
        }

        assertThat(database.asOwner(ACME, "select action from audit_entry where at > now() - interval '31 days'"))
                .contains("signin.succeeded", "role.created");
        assertThat(database.asOwner(
                        ACME,
                        "select action from audit_entry where at between now() - interval '21 years' and"
                                + " now() - interval '19 years'"))
                .isEmpty();
    }

    /** The organisation may choose a period within limits that the database enforces as well. */
    @Test
    void ignoresAPeriodBelowTheMinimum() throws SQLException {
        database.run(true, ACME, "delete from storage_limits where organisation_id = '" + ACME + "'");
        assertThat(database.commit(
                                ACME,
                                "insert into storage_limits values ('" + ACME
                                        + "', '{\"SIGN_IN_EVENT\": 0, \"AUDIT_ENTRY\": -10}', 2)")
                        .state())
                .isNull();
        entry("signin.failed", "20 days");
        entry("signin.failed", "40 days");
        entry("role.changed", "300 days");

        database.commit(
                ACME,
                "select remove_audit_entries(true, '2999-01-01', 1000), remove_audit_entries(false, '2999-01-01', 1000)");

        assertThat(database.asOwner(
                        ACME, "select action from audit_entry where action in ('signin.failed', 'role.changed')"))
                .containsExactlyInAnyOrder("signin.failed", "role.changed");
    }

    private void entry(String action, String age) throws SQLException {
        database.run(true, ACME, """
                with entry as (
                    insert into audit_entry (id, organisation_id, at, actor_kind, action, target_kind, target_id, facts, salt, leaf_hash)
                    values (gen_random_uuid(), '%1$s', now() - interval '%3$s', 'SYSTEM', '%2$s', 'role', gen_random_uuid(), '{}', '', '')
                    returning id
                )
                insert into audit_leaf (organisation_id, leaf_index, entry_id)
                select '%1$s', nextval('key_slot'), id from entry
                """.formatted(ACME, action, age));
    }
}
