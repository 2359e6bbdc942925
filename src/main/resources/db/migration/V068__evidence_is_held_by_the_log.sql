-- The audit log's entry of an act holds a hash of the evidence that the act made: of the row's columns, behind a nonce that only the
-- row has, so that nobody can guess from the log what the row says, and nothing is left of it once the row is gone. What was there
-- before has no nonce and is held by no entry.
alter table attestation add nonce bytea check (length(nonce) = 16);
alter table own_consent add nonce bytea check (length(nonce) = 16);
alter table newsletter_consent add nonce bytea check (length(nonce) = 16);
alter table app_user add name_nonce bytea check (length(name_nonce) = 16);
alter table app_user alter name_nonce set statistics 0;
call holds_nothing_personal('attestation', 'nonce');
call holds_nothing_personal('own_consent', 'nonce');
call holds_nothing_personal('newsletter_consent', 'nonce');
call holds_nothing_personal('app_user', 'name_nonce');

-- Other names, another nonce: the new hash says nothing about the old names.
drop function change_my_name(text, text);
create function change_my_name(first text, last text, nonce bytea) returns void
    language sql security definer
    set search_path = public, pg_temp
as
$$
update app_user
set first_name = first, last_name = last, name_nonce = nonce
where organisation_id = current_organisation() and id = current_person() and status <> 'TERMINATED'
$$;
revoke all on function change_my_name from public;
grant execute on function change_my_name to ${application};
