-- In the database of Lethe, by a superuser: what its owner needs besides.

revoke all on database lethe from public;

grant connect on database lethe to lethe_app;

-- Whoever is to own a function must be able to create one.
grant usage, create on schema public to lethe_search;

-- For a backup while the server runs.
grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal() to lethe_owner;

