-- In the database of Lethe, by a superuser: what its owner needs besides, and what nobody else does. As often as you like.

revoke all on database lethe from public;

grant connect on database lethe to lethe_app;

-- For a backup while the server runs.
grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal() to lethe_owner;

-- It keeps the write-ahead log of a backup until that is done; nobody may connect for replication.
alter role lethe_owner replication;

-- Large objects are nobody's, and so no policy hides them; nor does one hide what is written into the write-ahead log.
do
$$
declare
    one record;
begin
    for one in
        select oid::regprocedure as signature
        from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^(lo_.*|loread|lowrite|pg_logical_emit_message)$'
    loop
        execute format('revoke execute on function %s from public', one.signature);
    end loop;
end
$$;

-- A role can change its own settings, and those would hold for every connection to come.
alter role lethe_app reset all;

alter role lethe_app in database lethe reset all;

