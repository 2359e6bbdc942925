-- The keys themselves are in the key file, never here; here are their numbers, and which of them are destroyed.

-- Which installation the key file belongs to, and which life of it.
create table installation
(
    id          uuid    primary key,
    incarnation uuid    not null,
    only_one    boolean not null default true unique check (only_one)
);
grant select, insert on installation to ${application};

-- A number is never used again: at each start this is moved past whatever the key file has seen.
create sequence key_slot;
grant select, update, usage on sequence key_slot to ${application};

-- Half of the key of every person of an organisation.
create table organisation_key
(
    organisation_id uuid   primary key references organisation (id),
    slot            bigint not null unique
);
call isolate('organisation_key');
grant select, insert on organisation_key to ${application};

-- Keys that are to be destroyed, because whoever they belonged to is gone or has changed their e-mail.
create table pending_forgetting
(
    organisation_id uuid   not null references organisation (id),
    subject         uuid   not null,
    slot            bigint not null unique,
    primary key (organisation_id, subject, slot)
);
call isolate('pending_forgetting');
grant select, insert, delete on pending_forgetting to ${application};

-- The ledger of destroyed keys: outlives the organisation, is never changed, and is applied again to a key file that
-- was restored from a copy. Numbers alone: they lead to nobody any more.
create table destroyed_slot
(
    slot bigint      primary key,
    at   timestamptz not null
);
grant select, insert on destroyed_slot to ${application};

-- Which columns refer to keys, so that a start can tell whether a key file lacks any that are in use.
create table key_holder
(
    holder      regclass not null,
    slot_column name     not null,
    primary key (holder, slot_column)
);
grant select on key_holder to lethe_search;

-- Every table that refers to keys says so in its own migration.
create procedure holds_keys(holder regclass, slot_column name)
    language plpgsql as
$$
begin
    execute format('grant select (%I) on %s to lethe_search', slot_column, holder);
    execute format('create policy %I on %s for select to lethe_search using (true)', slot_column || '_in_use', holder);
    insert into key_holder values (holder, slot_column);
end
$$;
call holds_keys('organisation_key', 'slot');

-- Before the first request the vault looks at all organisations, at numbers alone: by functions of the role that may.
grant select on destroyed_slot to lethe_search;
grant select (slot) on pending_forgetting to lethe_search;
create policy slot_to_destroy on pending_forgetting for select to lethe_search using (true);
grant create, usage on schema public to lethe_search;

-- How many keys with a number above that mark each table refers to.
create function keys_in_use_above(mark bigint) returns table (holder text, keys bigint)
    language plpgsql stable security definer
    set search_path = public, pg_temp as
$$
declare
    one record;
begin
    for one in select * from key_holder
    loop
        return query execute format('select %L, count(*) from %s where %I > $1 having count(*) > 0',
            one.holder::text, one.holder, one.slot_column) using mark;
    end loop;
end
$$;
alter function keys_in_use_above owner to lethe_search;
revoke all on function keys_in_use_above from public;
grant execute on function keys_in_use_above to ${application};

-- Every key that must not be there, up to that mark.
create function keys_to_destroy(mark bigint) returns setof bigint
    language sql stable security definer
    set search_path = public, pg_temp as
$$
select slot from destroyed_slot where slot <= mark
union all
select slot from pending_forgetting where slot <= mark
$$;
alter function keys_to_destroy owner to lethe_search;
revoke all on function keys_to_destroy from public;
grant execute on function keys_to_destroy to ${application};
revoke create on schema public from lethe_search;
