-- What a partner is paid by. A sole trader's bank account is personal data, so all of it is treated as such: sealed under a
-- key of the partner's own in the key file, which is destroyed with the partner.
create table billing_details
(
    partner_id      uuid        not null,
    organisation_id uuid        not null,
    key_slot        bigint      not null unique,
    particulars     bytea       not null,
    version         bigint      not null,
    updated_at      timestamptz not null,
    updated_by      uuid        not null,
    primary key (organisation_id, partner_id),
    foreign key (organisation_id, partner_id) references partner (organisation_id, id)
);
comment on table billing_details is 'name, address, numbers and bank account of a partner, seen and edited by permission';
call isolate('billing_details');
call holds_keys('billing_details', 'key_slot');
call holds_nothing_personal('billing_details', 'partner_id', 'organisation_id', 'key_slot', 'version', 'updated_at');
call holds_personal('billing_details', 'particulars', 'billing', '6(1)(b)', 'with-partner', 'billing-viewers', 'retained');
call holds_personal('billing_details', 'updated_by', 'accountability', '6(1)(f)', 'with-partner', 'billing-viewers', 'retained');
grant select, insert, delete on billing_details to ${application};
grant update (particulars, version, updated_at, updated_by) on billing_details to ${application};

-- What was changed from what to what, beside the audit entry that holds its hash; dies with the same key.
create table billing_change
(
    id              uuid  not null,
    entry_id        uuid  not null,
    partner_id      uuid  not null,
    organisation_id uuid  not null,
    changed         bytea not null,
    primary key (organisation_id, id),
    foreign key (organisation_id, partner_id) references billing_details (organisation_id, partner_id)
);
create index billing_change_of on billing_change (organisation_id, partner_id, id);
call isolate('billing_change');
call holds_nothing_personal('billing_change', 'id', 'entry_id', 'partner_id', 'organisation_id');
call holds_personal('billing_change', 'changed', 'billing', '6(1)(b)', 'with-partner', 'billing-viewers', 'retained');
grant select, insert, delete on billing_change to ${application};

-- Words of one or two letters, which trigrams cannot find: every letter and pair of letters of a name, by an index of its own.
create function short_parts(name text) returns text[]
    language sql immutable parallel safe
    return array(select distinct substr(name, place, size)
                 from generate_series(1, length(name)) place, generate_series(1, 2) size);
create index partner_by_short_part on partner using gin (organisation_id, short_parts(search_name))
    where status <> 'DELETED';

-- Under a policy the planner may not look at statistics of names, and cannot tell common words from rare ones. So the next
-- thousand partners are looked through first, where a common word fills the page; only then are all with the word fetched.
create or replace function search_partners(words text[], of_status text, of_category text, after uuid, most integer)
    returns setof partner
    language plpgsql stable security definer
    set search_path = public, pg_temp
as
$$
declare
    near_by      constant integer := 1000;
    organisation constant uuid    := current_organisation();
    searches     constant boolean := cardinality(words) > 0;
    place        record;
    among        text;
    found_near   partner[];
    seen         integer;
begin
    select sort_name, id into place from partner where organisation_id = organisation and id = after;
    if after is not null and place.id is null then
        return;
    end if;
    among := ' from partner where organisation_id = $1 and status <> ''DELETED'''
        || case when of_status is null then '' else ' and status = $2' end
        || case when of_category is null then '' else ' and category = $3' end
        || case when after is null then '' else ' and (sort_name, id) > ($4, $5)' end;
    if searches then
        execute 'select array_agg(one order by sort_name, id) filter (where true'
                || (select string_agg(format(' and search_name like %L', '%' || literally(folded(word)) || '%'), '')
                    from unnest(words) word)
                || '), count(*) from (select partner as one, search_name, sort_name, id' || among
                || ' order by sort_name, id limit $6) near'
            into found_near, seen
            using organisation, of_status, of_category, place.sort_name, place.id, near_by;
    end if;
    if seen < near_by or cardinality(found_near) >= most then
        return query select * from unnest(found_near) limit most;
    else
        return query execute 'with found as ' || case when searches then 'materialized' else '' end || ' (select *' || among
                || (select coalesce(string_agg(case
                        when length(folded(word)) < 3
                            then format(' and short_parts(search_name) @> array[%L]', folded(word))
                        else format(' and search_name like %L', '%' || literally(folded(word)) || '%')
                    end, ''), '')
                    from unnest(words) word)
                || ') select * from found order by sort_name, id limit $6'
            using organisation, of_status, of_category, place.sort_name, place.id, most;
    end if;
end
$$;
