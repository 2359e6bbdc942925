-- Any number could be entered among the destroyed keys, of whichever organisation, and the next start destroyed it. A key is
-- forgotten now by functions that look whether anybody has it, and in the organisation in scope alone.

create index newsletter_choice_by_key on newsletter_choice (key_slot);
grant create, usage on schema public to lethe_search;

-- Those of the keys that a row refers to: whose they are, but not which row. That is asked in the scope of each organisation.
create function keys_in_use(slots bigint[]) returns table (slot bigint, holder text, organisation_id uuid)
    language plpgsql stable security definer
    set search_path = public, pg_temp as
$$
declare
    one record;
begin
    for one in select * from key_holder
    loop
        return query execute format('select %I, %L, organisation_id from %s where %I = any ($1)',
            one.slot_column, one.holder::text, one.holder, one.slot_column) using slots;
    end loop;
end
$$;
alter function keys_in_use owner to lethe_search;
revoke all on function keys_in_use from public;
grant execute on function keys_in_use to ${application};

create or replace function holders_of_keys(slots bigint[])
    returns table (slot bigint, holder text, organisation_id uuid, kind text, subject uuid)
    language plpgsql stable security definer
    set search_path = public, pg_temp as
$$
declare
    one record;
begin
    for one in select * from key_holder
    loop
        return query execute format('select %I, %L, organisation_id, %L, %I from %s'
                || ' where %I = any ($1) and organisation_id = current_organisation()',
            one.slot_column, one.holder::text, regexp_replace(one.subject_column, '_?id$', ''), one.subject_column,
            one.holder, one.slot_column) using slots;
    end loop;
end
$$;
revoke create on schema public from lethe_search;

-- Keys that are to be destroyed: numbers that were given out, and that no other organisation's row refers to.
revoke insert, update, delete on pending_forgetting from ${application};
create function forget_later(of_subject uuid, slots bigint[]) returns void
    language plpgsql security definer
    set search_path = public, pg_temp as
$$
begin
    if exists (select from unnest(slots) slot where slot < 1 or slot > (select last_value from key_slot)) then
        raise exception 'a key that was never given out' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from keys_in_use(slots) u where u.organisation_id is distinct from current_organisation()) then
        raise exception 'a key that another organisation has' using errcode = 'insufficient_privilege';
    end if;
    insert into pending_forgetting (organisation_id, subject, slot)
    select current_organisation(), of_subject, slot
    from unnest(slots) slot
    on conflict do nothing;
end
$$;
revoke all on function forget_later from public;
grant execute on function forget_later to ${application};

-- Those of the organisation in scope; not one that another has got meanwhile.
create function keys_to_forget(of_subjects uuid[]) returns setof bigint
    language sql stable security definer
    set search_path = public, pg_temp as
$$
with listed as (
    select slot
    from pending_forgetting
    where organisation_id = current_organisation() and subject = any (of_subjects)
)
select slot from listed
except
select u.slot from keys_in_use(array(select slot from listed)) u where u.organisation_id <> current_organisation()
$$;
revoke all on function keys_to_forget from public;
grant execute on function keys_to_forget to ${application};

-- The entry in the ledger, of what was listed before and is destroyed by now.
revoke insert, update, delete on destroyed_slot from ${application};
create function keys_are_forgotten(of_subjects uuid[], slots bigint[], destroyed_at timestamptz) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
with gone as (
    delete from pending_forgetting
    where organisation_id = current_organisation() and subject = any (of_subjects) and slot = any (slots)
      and slot in (select keys_to_forget(of_subjects))
    returning slot
)
insert into destroyed_slot (slot, at)
select slot, least(destroyed_at, moment())
from gone
on conflict do nothing
$$;
revoke all on function keys_are_forgotten from public;
grant execute on function keys_are_forgotten to ${application};

-- No number is given out twice: the sequence goes forward only.
revoke update on sequence key_slot from ${application};
create function raise_key_slot(mark bigint) returns bigint
    language plpgsql security definer
    set search_path = public, pg_temp as
$$
begin
    if mark not between 0 and 2147483647 then
        raise exception 'no number of a key' using errcode = 'insufficient_privilege';
    end if;
    return setval('key_slot', greatest(s.last_value, mark)) from key_slot s;
end
$$;
revoke all on function raise_key_slot from public;
grant execute on function raise_key_slot to ${application};

revoke insert, update, delete on lost_keys from ${application};
create function note_lost_keys(mark bigint) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
insert into lost_keys (above, up_to)
select mark, last_value
from key_slot
where mark between 0 and last_value
$$;
revoke all on function note_lost_keys from public;
grant execute on function note_lost_keys to ${application};
