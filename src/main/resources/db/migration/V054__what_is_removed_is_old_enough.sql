-- What removes things for good believed the date it was called with. It reckons itself now: with the database's clock, and what
-- the organisation in scope has chosen or what is usual, within the bounds of the room retention.

create function kept_for(of_kind text) returns interval
    language sql stable
    set search_path = public, pg_temp as
$$
select make_interval(
    years => case when usual.unit = 'YEARS' then chosen.amount else 0 end,
    days => case when usual.unit = 'DAYS' then chosen.amount else 0 end)
from (values ('SIGN_IN_EVENT', 365, 30, 3650, 'DAYS'),
             ('AUDIT_ENTRY', 10, 1, 30, 'YEARS'),
             ('RETAINED_RECORD', 10, 1, 30, 'YEARS')) as usual (kind, amount, least_amount, most_amount, unit)
cross join lateral (
    select greatest(usual.least_amount, least(usual.most_amount, coalesce(
        (select (l.amounts ->> usual.kind)::integer from storage_limits l where l.organisation_id = current_organisation()),
        usual.amount))) as amount) as chosen
where usual.kind = of_kind
$$;
revoke all on function kept_for from public;

create or replace function end_retained_records(today date, most integer) returns setof uuid
    language sql security definer
    set search_path = public, pg_temp as
$$
delete from app_user
where organisation_id = current_organisation()
  and id in (
    select id
    from app_user
    where organisation_id = current_organisation()
      and status = 'TERMINATED'
      and retained_until <= least(today, (moment() at time zone 'UTC')::date)
    order by retained_until
    limit most)
returning id
$$;

create or replace function remove_audit_entries(sign_ins boolean, before timestamptz, most integer) returns integer
    language plpgsql security definer
    set search_path = public, pg_temp as
$$
declare
    -- A day of grace, for months are reckoned a little differently here and there.
    latest  constant timestamptz := least(before, moment() - kept_for(case when sign_ins then 'SIGN_IN_EVENT' else 'AUDIT_ENTRY' end)
        + interval '1 day');
    removed integer;
begin
    with old as (
        select e.id
        from audit_entry e
        join audit_leaf l on l.organisation_id = e.organisation_id and l.entry_id = e.id
        where e.organisation_id = current_organisation()
          and e.at <= latest
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

-- Only the entry that is about just that.
create or replace function removed_audit_entries_by(entry uuid) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
update audit_removed r
set applied = entry
where r.organisation_id = current_organisation()
  and r.applied is null
  and exists (select
              from audit_entry e
              where e.organisation_id = r.organisation_id and e.id = entry and e.action = 'retention.applied')
$$;

-- Whoever is terminated stays so, under their name, for as long as they were told; and nobody is told less than the least.
create function records_stay_as_they_are() returns trigger
    language plpgsql
    set search_path = public, pg_temp as
$$
begin
    if owns(tg_relid) then
        return new;
    elsif old.status = 'TERMINATED' then
        raise exception 'the record of somebody terminated never changes' using errcode = 'insufficient_privilege';
    elsif new.retained_until < (now() at time zone 'UTC')::date + interval '1 year' - interval '2 days' then
        raise exception 'a record that ends too early' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger record_stays before update on app_user for each row
    when (old.status = 'TERMINATED' or new.status = 'TERMINATED')
    execute function records_stay_as_they_are();
