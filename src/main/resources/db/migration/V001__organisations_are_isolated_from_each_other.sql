-- The ground of tenancy. Every table of a tenant is isolated by forced row-level security; the application connects as
-- ${application}, which owns nothing; searches run as lethe_search, which may only read.

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gin;

-- After a rolled-back set_config the setting is '' and not null.
create function current_organisation() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('lethe.organisation', true), '')::uuid;

-- The signed-in person, for the few things that only they themselves may change.
create function current_person() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('lethe.person', true), '')::uuid;

-- Case and accents aside, for searching. unaccent is marked stable only because its dictionary could be exchanged.
create function folded(name text) returns text
    language sql immutable parallel safe
    return lower(unaccent('unaccent'::regdictionary, normalize(name, nfkc)));

-- Shows the application its own organisation's rows of a table, and searches (which filter by themselves) all.
create procedure isolate(tenant_table regclass)
    language plpgsql as
$$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format('create policy own_organisation on %s using (organisation_id = current_organisation())', tenant_table);
end
$$;

-- The one table of organisations that is readable before a tenant is known.
create table organisation
(
    id   uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 60)
);
grant select, insert on organisation to ${application};

-- What background jobs have to do, ids only, so that they find it without seeing any tenant's rows.
create table work
(
    organisation_id uuid        not null references organisation (id),
    kind            text        not null,
    subject         uuid        not null,
    due             timestamptz not null,
    primary key (organisation_id, kind, subject)
);
create index work_by_due on work (kind, due);
grant select, insert, update, delete on work to ${application};
