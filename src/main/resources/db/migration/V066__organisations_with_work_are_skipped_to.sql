-- Each second all work that was due was read, to learn whose it is: with a long queue that was long. Now one index entry of each
-- organisation is, its earliest.
create or replace function organisations_with_work(of_kind text, by timestamptz) returns setof uuid
    language sql stable security definer
    set search_path = public, pg_temp as
$$
with recursive earliest as (
    (select w.organisation_id, w.due
     from work w
     where w.kind = of_kind
     order by w.organisation_id, w.due
     limit 1)
    union all
    select next.organisation_id, next.due
    from earliest e
    cross join lateral (
        select w.organisation_id, w.due
        from work w
        where w.kind = of_kind and w.organisation_id > e.organisation_id
        order by w.organisation_id, w.due
        limit 1) as next
)
select organisation_id
from earliest
where due <= by
order by due
$$;

-- The operator's as well, as V053 has it for the others.
create trigger operators_alone before insert or update or delete on operator_idempotency_key
    for each statement execute function belongs_to_no_organisation();
