package lethe.platform.database;

import static lethe.platform.database.Besieged.ACME;
import static lethe.platform.database.Besieged.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that the application role is refused, and what it sees without an organisation in scope. */
class RefusedStatementsTest extends AttackedDatabase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into destroyed_slot values (1, now())",
                "insert into pending_forgetting (organisation_id, subject, slot) values (current_organisation(), gen_random_uuid(), 1)",
                "delete from pending_forgetting",
                "delete from destroyed_slot",
                "insert into lost_keys values (0, 1000000)",
                "select setval('key_slot', 1)",
                "update credential set secrets_slot = 1",
                "update account set key_slot = 1",
                "update termination set receipt = 'another'",
                "insert into organisation values (gen_random_uuid(), 'another')",
                "update organisation set slug = 'another'",
                "insert into operator_secret values ('\\x00', 'TOKEN', 'infinity')",
                "delete from operator_secret",
                "insert into operator_idempotency_key values ('x', gen_random_uuid(), now())",
                "delete from operator_idempotency_key",
                "insert into operator_support_channel values (9, 'URL', 'https://evil.example')",
                "update operator_newsletter set name = 'another'",
                "update operator_issue set markdown = 'another'",
                "update installation set incarnation = gen_random_uuid()",
                "update signing_key set public_key = '\\x00'",
                "delete from signing_key",
                "update audit_entry set facts = '{}'",
                "delete from audit_entry",
                "delete from app_user",
                "update app_user set first_name = 'Another'",
            })
    void withAnOrganisationInScopeIsRefused(String sql) throws SQLException {
        assertThat(database.attempt(ACME, sql).state()).isEqualTo("42501");
    }

    @Test
    void listsOrganisationsWithWorkOnceLongestWaitingFirst() throws SQLException {
        for (var work : List.of(
                "('" + ACME + "', 'TRIED', gen_random_uuid(), '2001-01-02')",
                "('" + ACME + "', 'TRIED', gen_random_uuid(), '2001-01-05')",
                "('" + OTHER + "', 'TRIED', gen_random_uuid(), '2001-01-03')",
                "('" + OTHER + "', 'TRIED', gen_random_uuid(), '2001-01-01')")) {
            database.run(true, null, "insert into work (organisation_id, kind, subject, due) values " + work);
        }

        assertThat(withWorkBy("infinity")).containsExactly(OTHER.toString(), ACME.toString());
        assertThat(withWorkBy("2001-01-02")).containsExactly(OTHER.toString(), ACME.toString());
        assertThat(withWorkBy("2001-01-01")).containsExactly(OTHER.toString());
        assertThat(withWorkBy("2000-12-31")).isEmpty();
        assertThat(database.attempt(null, "select organisations_with_work('NONE', 'infinity')")
                        .answer())
                .isEmpty();
    }

    private List<String> withWorkBy(String day) throws SQLException {
        return database.attempt(null, "select organisations_with_work('TRIED', '" + day + "')")
                .answer();
    }

    @Test
    void keyOwnershipRevealsNoPerson() throws SQLException {
        var slot = database.asOwner(OTHER, "select key_slot from account where organisation_id = '" + OTHER + "'")
                .getFirst();
        var holders = "select subject from holders_of_keys(array[" + slot + "]::bigint[])";

        assertThat(database.attempt(null, holders).answer()).isEmpty();
        assertThat(database.attempt(ACME, holders).answer()).isEmpty();
        assertThat(database.attempt(OTHER, holders).answer()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temporary table mine (id int)",
                "create table mine (id int)",
                "create schema mine",
                "create function mine() returns int language sql return 1",
                "create extension dblink",
                "create database mine",
                "create role mine",
                "alter role current_user superuser",
                "alter role current_user bypassrls",
                "alter role current_user createdb",
                "alter role current_user replication",
                "alter role lethe_owner password 'mine'",
                "alter role lethe_search login",
                "alter database lethe set row_security = off",
                "alter system set log_statement = 'all'",
                "set role lethe_owner",
                "set role lethe_search",
                "set session authorization lethe_owner",
                "set session_replication_role = replica",
                "set log_statement = 'all'",
                "grant lethe_owner to current_user",
                "grant lethe_search to current_user",
                "reassign owned by lethe_owner to current_user",
                "copy (select 1) to '/tmp/mine'",
                "copy (select 1) to program 'true'",
                "select pg_read_file('/etc/passwd')",
                "select pg_read_binary_file('PG_VERSION')",
                "select pg_ls_dir('.')",
                "select pg_stat_file('PG_VERSION')",
                "select pg_reload_conf()",
                "select pg_switch_wal()",
                "select pg_logical_slot_get_changes('mine', null, null)",
                "select passwd from pg_shadow",
                "select rolpassword from pg_authid",
                "checkpoint",
                "load 'plpgsql'",
            })
    void refusesUnneededObjects(String sql) throws SQLException {
        assertThat(database.attempt(null, sql).state()).isNotNull();
        assertThat(database.attempt(ACME, sql).state()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select lo_create(0)",
                "select lo_creat(1)",
                "select lo_from_bytea(0, '\\x00')",
                "select lo_import('/etc/passwd')",
                "select lo_export(1, '/tmp/mine')",
                "select lo_open(1, 131072)",
                "select lo_put(1, 0, '\\x00')",
                "select lo_unlink(1)",
                "select pg_logical_emit_message(false, 'mine', 'mine')",
            })
    void refusesLargeObjectsAndWalMessages(String sql) throws SQLException {
        assertThat(database.attempt(ACME, sql).state()).as(sql).isEqualTo("42501");
    }
}
