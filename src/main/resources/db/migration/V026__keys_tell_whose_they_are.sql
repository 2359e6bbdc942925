-- A clone that is to live on gets another incarnation.
grant update (incarnation) on installation to ${application};

-- Keys that a key file from a copy lacked and the operator went on without: nobody is terminated because of them.
create table lost_keys
(
    above bigint not null,
    up_to bigint not null
);
call holds_nothing_personal('lost_keys', 'above', 'up_to');
grant select, insert on lost_keys to ${application};

-- Whose a key is: the first id in the primary key that is not the organisation's, else the organisation itself.
create function subject_of(held_in regclass) returns name
    language sql stable as
$$
select coalesce(
    (select a.attname
     from pg_index i
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indrelid = held_in
     and i.indisprimary
     and a.atttypid = 'uuid'::regtype
     and a.attname <> 'organisation_id'
     order by array_position(i.indkey::smallint[], a.attnum)
     limit 1),
    'organisation_id')
$$;

alter table key_holder add column subject_column name;
call holds_nothing_personal('key_holder', 'subject_column');
update key_holder set subject_column = subject_of(holder);
alter table key_holder alter subject_column set not null;
do
$$
declare
    one record;
begin
    for one in select * from key_holder
    loop
        execute format('grant select (organisation_id, %I) on %s to lethe_search', one.subject_column, one.holder);
    end loop;
end
$$;

-- Every table that refers to keys says so in its own migration.
create or replace procedure holds_keys(holder regclass, slot_column name)
    language plpgsql as
$$
declare
    subject name := subject_of(holder);
begin
    execute format('grant select (%I, organisation_id, %I) on %s to lethe_search', slot_column, subject, holder);
    execute format('create policy %I on %s for select to lethe_search using (true)', slot_column || '_in_use', holder);
    insert into key_holder values (holder, slot_column, subject);
end
$$;

-- Which rows refer to these keys: ids alone, for the operator of a key file that is damaged, or of an old database.
grant create, usage on schema public to lethe_search;
create function holders_of_keys(slots bigint[])
    returns table (slot bigint, holder text, organisation_id uuid, kind text, subject uuid)
    language plpgsql stable security definer
    set search_path = public, pg_temp as
$$
declare
    one record;
begin
    for one in select * from key_holder
    loop
        return query execute format('select %I, %L, organisation_id, %L, %I from %s where %I = any ($1)',
            one.slot_column, one.holder::text, regexp_replace(one.subject_column, '_?id$', ''), one.subject_column,
            one.holder, one.slot_column) using slots;
    end loop;
end
$$;
alter function holders_of_keys owner to lethe_search;
revoke all on function holders_of_keys from public;
grant execute on function holders_of_keys to ${application};
revoke create on schema public from lethe_search;
