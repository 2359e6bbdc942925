-- What the application's role may do is as narrow as its statements: columns that never change cannot be changed, and what is
-- the operator's is not written while an organisation is in scope.

-- Everybody may call what somebody makes, unless that is said otherwise.
alter default privileges revoke execute on functions from public;
do
$$
declare
    one record;
begin
    for one in
        select p.oid::regprocedure as signature
        from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and p.proowner in (select oid from pg_roles where rolname in (current_user, 'lethe_search'))
          and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    loop
        execute format('revoke all on routine %s from public', one.signature);
    end loop;
end
$$;
-- What policies, generated columns and indexes call in the name of whoever reads or writes.
grant execute on function current_organisation(), current_person(), folded(text), literally(text), short_parts(text), moment()
    to ${application}, lethe_search;
grant execute on function is_draft(uuid, integer) to ${application};

-- Nobody but the owner makes tables here, not even ones that go with the session.
revoke create on schema public from public;
do
$$
begin
    execute format('revoke create, temporary on database %I from public', current_database());
end
$$;

-- All columns but these may be changed, as far as they are now: a later one says so itself.
create procedure never_changes(held_in regclass, variadic column_names text[])
    language plpgsql as
$$
declare
    others text;
begin
    select string_agg(quote_ident(attname), ', ')
    into others
    from pg_attribute
    where attrelid = held_in and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all (column_names);
    execute format('revoke update on %s from ${application}', held_in);
    if others is not null then
        execute format('grant update (%s) on %s to ${application}', others, held_in);
    end if;
end
$$;
revoke all on procedure never_changes from public;

call never_changes('organisation_details', 'organisation_id', 'created_at');
call never_changes('role', 'id', 'organisation_id', 'created_at');
call never_changes('notice', 'organisation_id', 'version');
call never_changes('notice_text', 'organisation_id', 'version', 'language');
call never_changes('credential', 'organisation_id', 'user_id', 'secrets_slot');
call never_changes('one_time_link', 'organisation_id', 'user_id', 'purpose');
call never_changes('session', 'id', 'organisation_id', 'user_id', 'kind', 'hash', 'created_at', 'credential_version');
call never_changes('access_token', 'id', 'organisation_id', 'user_id', 'name', 'hash', 'created_at', 'past_gate');
call never_changes('storage_limits', 'organisation_id');
call never_changes('suspension', 'organisation_id', 'user_id', 'reason_slot');
call never_changes('usage_lease', 'day', 'number');
-- Replaced, never changed.
revoke update on support_channel, operator_support_channel from ${application};

-- Whoever owns a table can do with it what they like, and needs no trigger to be told so.
create function owns(held_in oid) returns boolean
    language sql stable
    return (select pg_has_role(relowner, 'usage') from pg_class where oid = held_in);
grant execute on function owns(oid) to ${application};

-- A receipt is signed once and is what it is.
create function receipts_stay_as_they_are() returns trigger
    language plpgsql
    set search_path = public, pg_temp as
$$
begin
    if not owns(tg_relid) then
        raise exception 'a receipt never changes' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger receipt_stays before update on termination for each row
    when (old.receipt is not null and new.receipt is distinct from old.receipt)
    execute function receipts_stay_as_they_are();

-- An organisation is founded in its own scope; all can be read without any.
alter table organisation enable row level security;
create policy everybody_finds on organisation for select using (true);
create policy founded_in_its_scope on organisation for insert to ${application} with check (id = current_organisation());

-- The operator has no organisation: a statement that runs for one writes nothing of the operator's.
create function belongs_to_no_organisation() returns trigger
    language plpgsql
    set search_path = public, pg_temp as
$$
begin
    if current_organisation() is not null then
        raise exception 'an organisation is in scope' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
create trigger operators_alone before insert or update or delete on operator_secret
    for each statement execute function belongs_to_no_organisation();
create trigger operators_alone before insert or update or delete on operator_support_channel
    for each statement execute function belongs_to_no_organisation();
create trigger operators_alone before insert or update or delete on operator_newsletter
    for each statement execute function belongs_to_no_organisation();
create trigger operators_alone before insert or update of subject, markdown, language, round on operator_issue
    for each statement execute function belongs_to_no_organisation();
create trigger operators_alone before insert or update or delete on installation
    for each statement execute function belongs_to_no_organisation();
create trigger operators_alone before insert or update or delete on lost_keys
    for each statement execute function belongs_to_no_organisation();

-- Kept from now on under a key that is not in the database, so that a row that somebody inserts lets nobody in. Those before
-- were good for a day at the most.
delete from operator_secret;
comment on table operator_secret is 'keyed hashes of the secrets that let the operator in; no person, no organisation';
