-- In the database of Lethe, by a superuser: what its owner needs besides.

revoke all on database lethe from public;

grant connect on database lethe to lethe_app;

-- For a backup while the server runs.
grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal() to lethe_owner;

-- It keeps the write-ahead log of a backup until that is done; nobody may connect for replication.
alter role lethe_owner replication;

