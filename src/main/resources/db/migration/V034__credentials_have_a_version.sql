-- Every change of what lets a person in is counted. A session is in force only with the count it began with, so that a new
-- first secret, a recovery code or another password ends every session that came before.
alter table credential add column version integer not null default 1;
alter table session add column credential_version integer not null default 1;
alter table session alter column credential_version drop default;
call holds_nothing_personal('credential', 'version');
call holds_nothing_personal('session', 'credential_version');
