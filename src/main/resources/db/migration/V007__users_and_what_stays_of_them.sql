-- What stays after termination: id, names, last type and role, and when and by whom. Nothing else of a person is here.
create table app_user
(
    id                 uuid        not null,
    organisation_id    uuid        not null references organisation (id),
    first_name         text        not null check (length(first_name) between 1 and 100 and first_name !~ '@'),
    last_name          text        not null check (length(last_name) between 1 and 100 and last_name !~ '@'),
    search_name        text        not null generated always as (folded(first_name || ' ' || last_name)) stored,
    sort_name          text collate "und-x-icu" not null generated always as (lower(last_name)) stored,
    sort_first_name    text collate "und-x-icu" not null generated always as (lower(first_name)) stored,
    type               text        not null check (type in ('ADMIN', 'INTERNAL', 'EXTERNAL')),
    role_id            uuid,
    access_until       date,
    status             text        not null check (status in ('INVITED', 'ACTIVE', 'SUSPENDED', 'TERMINATED')),
    created_at         timestamptz not null,
    created_by_kind    text        not null check (created_by_kind in ('USER', 'OPERATOR', 'SYSTEM')),
    created_by         uuid,
    last_role_id       uuid,
    last_role_name     text,
    terminated_at      timestamptz,
    terminated_by      uuid,
    retained_until     date,
    primary key (organisation_id, id),
    foreign key (organisation_id, role_id) references role (organisation_id, id),
    check (access_until is null or type = 'EXTERNAL'),
    check ((status = 'TERMINATED') = (terminated_at is not null)),
    check ((status = 'TERMINATED') = (role_id is null)),
    check ((status = 'TERMINATED') = (retained_until is not null))
);
comment on column app_user.first_name is 'personal: to address the person; kept after termination until retained_until';
comment on column app_user.last_name is 'personal: to address the person; kept after termination until retained_until';
comment on column app_user.search_name is 'personal: both names, folded for searching; goes with them';
comment on column app_user.sort_name is 'personal: the last name, folded for sorting; goes with it';
comment on column app_user.sort_first_name is 'personal: the first name, folded for sorting; goes with it';
alter table app_user alter first_name set statistics 0;
alter table app_user alter last_name set statistics 0;
alter table app_user alter search_name set statistics 0;
alter table app_user alter sort_name set statistics 0;
alter table app_user alter sort_first_name set statistics 0;
create index app_user_in_order on app_user (organisation_id, sort_name, sort_first_name, id);
create index app_user_by_name on app_user using gin (organisation_id, search_name gin_trgm_ops);
create index app_user_by_role on app_user (organisation_id, role_id);
create index app_user_admins on app_user (organisation_id, id) where type = 'ADMIN' and status <> 'TERMINATED';
call isolate('app_user');
grant select, insert on app_user to ${application};
-- R4: the application's own SQL cannot change a name; people change theirs through a function that asks who they are.
grant update (type, role_id, access_until, status, last_role_id, last_role_name, terminated_at, terminated_by, retained_until)
    on app_user to ${application};

-- What goes with termination: the e-mail, sealed under a key of its own in the key file.
create table account
(
    user_id         uuid   not null,
    organisation_id uuid   not null,
    key_slot        bigint not null unique,
    email           bytea  not null,
    primary key (organisation_id, user_id),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
comment on column account.email is 'personal, sealed: to sign in and to be written to; erased at termination';
call isolate('account');
call holds_keys('account', 'key_slot');
grant select, insert, delete on account to ${application};

-- Searching: the planner may not push a pattern below a row-security filter, so this runs as a role whose filter is here.
create policy searches on app_user for select to lethe_search using (true);
grant select on app_user to lethe_search;
grant create, usage on schema public to lethe_search;

-- A word as a pattern that means nothing but itself.
create function literally(word text) returns text
    language sql immutable parallel safe
    return replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_');

create function search_users(words text[], statuses text[], of_type text, of_role uuid, after uuid, most integer)
    returns setof app_user
    language plpgsql stable security definer
    set search_path = public, pg_temp
as
$$
declare
    organisation uuid := current_organisation();
    place        record;
begin
    select sort_name, sort_first_name, id into place from app_user where organisation_id = organisation and id = after;
    if after is not null and place.id is null then
        return;
    end if;
    return query execute
        'select * from app_user where organisation_id = $1 and status = any ($2)'
            || (select coalesce(string_agg(format(' and search_name like %L', '%' || literally(folded(word)) || '%'), ''), '')
                from unnest(words) word)
            || case when of_type is null then '' else ' and type = $3' end
            || case when of_role is null then '' else ' and role_id = $4' end
            || case when after is null then '' else ' and (sort_name, sort_first_name, id) > ($5, $6, $7)' end
            || ' order by sort_name, sort_first_name, id limit $8'
        using organisation, statuses, of_type, of_role, place.sort_name, place.sort_first_name, place.id, most;
end
$$;
alter function search_users owner to lethe_search;
revoke create on schema public from lethe_search;
revoke all on function search_users from public;
grant execute on function search_users to ${application};
