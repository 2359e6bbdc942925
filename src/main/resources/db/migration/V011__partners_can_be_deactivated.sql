-- Companies that an organisation works with. A deleted one keeps id and name, for the audit log's view, and nothing else.
create table partner
(
    id                  uuid        not null,
    organisation_id     uuid        not null references organisation (id),
    name                text        not null check (length(name) between 1 and 120),
    search_name         text        not null generated always as (folded(name)) stored,
    sort_name           text collate "und-x-icu" not null generated always as (lower(name)) stored,
    website             text        check (website ~* '^https?://' and length(website) <= 500),
    category            text        check (length(category) between 1 and 60),
    status              text        not null check (status in ('ACTIVE', 'DEACTIVATED', 'DELETED')),
    created_at          timestamptz not null,
    deactivated_at      timestamptz,
    deactivated_by      uuid,
    deactivation_reason text        check (length(deactivation_reason) between 1 and 500),
    version             bigint      not null default 1,
    primary key (organisation_id, id),
    check ((status = 'DEACTIVATED') = (deactivated_at is not null)),
    check ((status = 'DEACTIVATED') = (deactivated_by is not null)),
    check ((status = 'DEACTIVATED') = (deactivation_reason is not null)),
    check (status <> 'DELETED' or (website is null and category is null))
);
comment on table partner is 'companies, not people; of a deleted one only id and name stay, by which the audit log calls it';
create index partner_in_order on partner (organisation_id, sort_name, id) where status <> 'DELETED';
create index partner_deactivated on partner (organisation_id, sort_name, id) where status = 'DEACTIVATED';
create index partner_by_category on partner (organisation_id, category, sort_name, id) where status <> 'DELETED';
create index partner_by_name on partner using gin (organisation_id, search_name gin_trgm_ops) where status <> 'DELETED';
call isolate('partner');
grant select, insert on partner to ${application};
grant update (name, website, category, status, deactivated_at, deactivated_by, deactivation_reason, version)
    on partner to ${application};

-- The address may be a person's, so it is treated as one: sealed under a key of its own in the key file.
create table partner_contact
(
    partner_id      uuid   not null,
    organisation_id uuid   not null,
    key_slot        bigint not null unique,
    email           bytea  not null,
    primary key (organisation_id, partner_id),
    foreign key (organisation_id, partner_id) references partner (organisation_id, id)
);
comment on column partner_contact.email is 'personal, sealed: to write to the partner; forgotten when replaced, removed, or deleted with the partner';
call isolate('partner_contact');
call holds_keys('partner_contact', 'key_slot');
grant select, insert, delete on partner_contact to ${application};

-- Searching and choosing a category, as a role whose policy lets the planner use the indexes.
create policy searches on partner for select to lethe_search using (true);
grant select on partner to lethe_search;
grant create, usage on schema public to lethe_search;

create function search_partners(words text[], of_status text, of_category text, after uuid, most integer)
    returns setof partner
    language plpgsql stable security definer
    set search_path = public, pg_temp
as
$$
declare
    organisation uuid := current_organisation();
    place        record;
begin
    select sort_name, id into place from partner where organisation_id = organisation and id = after;
    if after is not null and place.id is null then
        return;
    end if;
    return query execute
        'select * from partner where organisation_id = $1 and status <> ''DELETED'''
            || (select coalesce(string_agg(format(' and search_name like %L', '%' || literally(folded(word)) || '%'), ''), '')
                from unnest(words) word)
            || case when of_status is null then '' else ' and status = $2' end
            || case when of_category is null then '' else ' and category = $3' end
            || case when after is null then '' else ' and (sort_name, id) > ($4, $5)' end
            || ' order by sort_name, id limit $6'
        using organisation, of_status, of_category, place.sort_name, place.id, most;
end
$$;
alter function search_partners owner to lethe_search;
revoke all on function search_partners from public;
grant execute on function search_partners to ${application};

-- The categories in use, stepping from each to the next.
create function partner_categories(most integer) returns setof text
    language plpgsql stable security definer
    set search_path = public, pg_temp
as
$$
declare
    organisation uuid := current_organisation();
    found_one    text;
begin
    for step in 1..most
    loop
        select category into found_one
        from partner
        where organisation_id = organisation and status <> 'DELETED' and category > coalesce(found_one, '')
        order by category
        limit 1;
        exit when found_one is null;
        return next found_one;
    end loop;
end
$$;
alter function partner_categories owner to lethe_search;
revoke all on function partner_categories from public;
grant execute on function partner_categories to ${application};
revoke create on schema public from lethe_search;
