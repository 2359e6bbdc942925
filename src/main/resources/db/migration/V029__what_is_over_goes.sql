-- How long things are kept where an organisation wants it otherwise, by the kinds of the room retention.
drop table storage_limit;
create table storage_limits
(
    organisation_id uuid   primary key references organisation (id),
    amounts         jsonb  not null,
    version         bigint not null check (version > 1)
);
comment on table storage_limits is 'where an organisation keeps kinds of data for another time than is usual; without a row: version 1';
call isolate('storage_limits');
call holds_nothing_personal('storage_limits', 'organisation_id', 'amounts', 'version');
grant select, insert, update on storage_limits to ${application};

-- A retention is the name of a kind that a job applies, or one of the few words that need none.
create procedure held_for(held_in regclass, retention text, variadic column_names text[])
    language plpgsql as
$$
declare
    column_name text;
    terms       jsonb;
begin
    foreach column_name in array column_names
    loop
        select col_description(attrelid, attnum)::jsonb || jsonb_build_object('retention', retention)
        into strict terms
        from pg_attribute
        where attrelid = held_in and attname = column_name;
        execute format('comment on column %s.%I is %L', held_in, column_name, terms);
    end loop;
end
$$;

call held_for('app_user', 'retained-record', 'id', 'first_name', 'last_name', 'search_name', 'sort_name', 'sort_first_name', 'type',
    'status', 'created_at', 'created_by', 'last_role_id', 'last_role_name', 'terminated_at', 'terminated_by', 'retained_until');
call held_for('app_user', 'account', 'role_id', 'access_until');
call held_for('account', 'account', 'user_id', 'email');
call held_for('credential', 'account', 'user_id', 'password', 'choose_password', 'handover', 'handed_over_by');
call held_for('credential', 'first-secret', 'first_secret', 'first_secret_expires');
call held_for('one_time_link', 'first-secret', 'user_id', 'hash', 'expires_at', 'purpose', 'by_mail', 'issued_by');
call held_for('recovery_code', 'until-used', 'user_id', 'hash');
call held_for('session', 'session', 'id', 'user_id', 'kind', 'hash', 'created_at', 'last_seen_at', 'expires_at');
call held_for('access_token', 'access-token', 'id', 'user_id', 'name', 'hash', 'created_at', 'expires_at', 'last_used_on', 'past_gate');
call held_for('idempotency_key', 'idempotency-key', 'actor_id', 'key', 'created_id', 'created_at');
call held_for('attestation', 'retained-record', 'user_id', 'attested_by', 'attested_at', 'notice_version', 'language');
call held_for('own_consent', 'retained-record', 'user_id', 'at', 'notice_version', 'language', 'decision', 'handover', 'handed_over_by');
call held_for('newsletter_consent', 'retained-record', 'user_id', 'newsletter_id', 'newsletter_version', 'at', 'act', 'way', 'language',
    'words', 'hash');
call held_for('newsletter_choice', 'account', 'user_id', 'newsletter_id', 'newsletter_version', 'subscribed', 'since', 'way',
    'token_hash', 'token');
call held_for('delivery', 'newsletter-delivery', 'user_id', 'issue_id', 'state', 'in_doubt');
call held_for('receipt_link', 'receipt-link', 'user_id', 'hash', 'expires_at');
call held_for('audit_entry', 'audit-entry', 'at', 'actor_id', 'action', 'target_id', 'facts');
call held_for('billing_change', 'billing-change', 'changed');
call held_for('user_import', 'import', 'created_by', 'started_by');
call held_for('staged_line', 'import', 'name_and_email');
call held_for('imported_line', 'import', 'user_id');
call held_for('mail', 'mail', 'user_id', 'kind', 'language', 'queued_at');
call held_for('former_email', 'mail', 'user_id', 'email');
call held_for('pending_email', 'unconfirmed-email', 'user_id', 'email', 'hash', 'expires_at');

-- A retained record ends whole: names, id, last type and role. The receipt is of ids alone and stays.
alter table termination drop constraint termination_organisation_id_user_id_fkey;
create index app_user_by_end on app_user (organisation_id, retained_until) where status = 'TERMINATED';
create index app_user_invited_since on app_user (organisation_id, created_at) where status = 'INVITED';

-- The application's own SQL can delete nobody; this deletes those whose time is over, as they were told it.
create function end_retained_records(today date, most integer) returns setof uuid
    language sql security definer
    set search_path = public, pg_temp as
$$
delete from app_user
where organisation_id = current_organisation()
  and id in (
    select id
    from app_user
    where organisation_id = current_organisation() and status = 'TERMINATED' and retained_until <= today
    order by retained_until
    limit most)
returning id
$$;
revoke all on function end_retained_records from public;
grant execute on function end_retained_records to ${application};

-- Evidence of consent outlives the person's data and ends with the record: of somebody who is there it cannot be deleted.
create function end_consent_evidence(people uuid[]) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
delete from attestation e
where e.organisation_id = current_organisation() and e.user_id = any (people)
  and not exists (select from app_user u where u.organisation_id = e.organisation_id and u.id = e.user_id);
delete from own_consent e
where e.organisation_id = current_organisation() and e.user_id = any (people)
  and not exists (select from app_user u where u.organisation_id = e.organisation_id and u.id = e.user_id);
delete from newsletter_consent e
where e.organisation_id = current_organisation() and e.user_id = any (people)
  and not exists (select from app_user u where u.organisation_id = e.organisation_id and u.id = e.user_id);
$$;
revoke all on function end_consent_evidence from public;
grant execute on function end_consent_evidence to ${application};

-- What is deleted of a table is gone from it when it was vacuumed, which the application may do from PostgreSQL 17 on.
do
$$
begin
    if current_setting('server_version_num')::integer >= 170000 then
        execute 'grant maintain on app_user, attestation, own_consent, newsletter_consent to ${application}';
    end if;
end
$$;

grant delete on user_import to ${application};

-- Entries of the audit log end, and the tree does not: the hash of each stays where it was, so that the root can still be
-- computed; and which later entry says that it was removed.
create table audit_removed
(
    organisation_id uuid   not null,
    leaf_index      bigint not null check (leaf_index >= 0),
    applied         uuid,
    primary key (organisation_id, leaf_index),
    foreign key (organisation_id, applied) references audit_entry (organisation_id, id)
);
comment on table audit_removed is 'places of the tree whose entries were removed at the end of their time, and the entry that says so';
call holds_nothing_personal('audit_removed', 'organisation_id', 'leaf_index', 'applied');
call isolate('audit_removed');
grant select on audit_removed to ${application};
create index audit_entry_by_age on audit_entry (organisation_id, at);
create index audit_removed_by_entry on audit_removed (organisation_id, applied);

-- Entries that say that something was erased, removed or lost stay: receipts, this table and the log itself need them. How many were removed is
-- answered, and the entry with that number has to be named in the same transaction.
create function remove_audit_entries(sign_ins boolean, before timestamptz, most integer) returns integer
    language plpgsql security definer
    set search_path = public, pg_temp as
$$
declare
    removed integer;
begin
    with old as (
        select e.id
        from audit_entry e
        join audit_leaf l on l.organisation_id = e.organisation_id and l.entry_id = e.id
        where e.organisation_id = current_organisation()
          and e.at <= before
          and (e.action like 'signin.%') = sign_ins
          and e.action not in ('user.terminated', 'user.keys-destroyed', 'retention.applied', 'organisation.log-continued')
        order by e.at
        limit most
        for update of e
    ), place as (
        delete from audit_leaf
        where organisation_id = current_organisation() and entry_id in (select id from old)
        returning leaf_index, entry_id
    ), entry as (
        delete from audit_entry
        where organisation_id = current_organisation() and id in (select entry_id from place)
        returning id
    ), noted as (
        insert into audit_removed (organisation_id, leaf_index)
        select current_organisation(), leaf_index
        from place
        returning leaf_index
    )
    select count(*) into removed from noted;
    return removed;
end
$$;
revoke all on function remove_audit_entries from public;
grant execute on function remove_audit_entries to ${application};

create function removed_audit_entries_by(entry uuid) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
update audit_removed set applied = entry where organisation_id = current_organisation() and applied is null
$$;
revoke all on function removed_audit_entries_by from public;
grant execute on function removed_audit_entries_by to ${application};
