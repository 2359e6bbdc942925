-- Work was open to whatever SQL the application's role was made to run: anybody's could be listed and deleted. It is its
-- organisation's now, and jobs are told which organisations have some that is due, not what.
alter table work enable row level security;
create policy own_organisation on work using (organisation_id = current_organisation());
-- Not forced upon the owner: two functions below note work in all organisations at once.

revoke update on work from ${application};
grant update (due) on work to ${application};

-- By the database's clock. What removes things for good believes no date that comes with a call.
create function moment() returns timestamptz
    language sql stable
    return now();

create policy found_by_jobs on work for select to lethe_search using (true);
grant select (organisation_id, kind, subject, due) on work to lethe_search;
grant create, usage on schema public to lethe_search;

-- Which organisations have work of a kind that is due by then, whose has waited longest first.
create function organisations_with_work(of_kind text, by timestamptz) returns setof uuid
    language sql stable security definer
    set search_path = public, pg_temp as
$$
select organisation_id
from work
where kind = of_kind and due <= by
group by organisation_id
order by min(due)
$$;
alter function organisations_with_work owner to lethe_search;
revoke all on function organisations_with_work from public;
grant execute on function organisations_with_work to ${application};

-- Whether another organisation than the one in scope has still to send that issue of the operator's.
create function is_issue_underway_elsewhere(issue uuid) returns boolean
    language sql stable security definer
    set search_path = public, pg_temp as
$$
select exists (select from operator_issue where id = issue)
    and exists (select from work where kind = 'ISSUE' and subject = issue and organisation_id is distinct from current_organisation())
$$;
alter function is_issue_underway_elsewhere owner to lethe_search;
revoke all on function is_issue_underway_elsewhere from public;
grant execute on function is_issue_underway_elsewhere to ${application};
revoke create on schema public from lethe_search;

-- What the operator begins everywhere: for an issue that is being sent, a newsletter that is there, and the hourly removal.
-- Each of them does what is to be done anyway, and no more if it comes too often.
create function send_everywhere(issue uuid, at timestamptz) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
insert into work (organisation_id, kind, subject, due)
select o.id, 'ISSUE', issue, least(at, moment())
from organisation o
where exists (select from operator_issue i where i.id = issue and i.status = 'SENDING')
on conflict (organisation_id, kind, subject) do update set due = excluded.due
$$;
revoke all on function send_everywhere from public;
grant execute on function send_everywhere to ${application};

create function settle_everywhere(newsletter uuid, at timestamptz) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
insert into work (organisation_id, kind, subject, due)
select o.id, 'NEWSLETTER', newsletter, least(at, moment())
from organisation o
where exists (select from operator_newsletter n where n.id = newsletter)
on conflict do nothing
$$;
revoke all on function settle_everywhere from public;
grant execute on function settle_everywhere to ${application};

create function enrol_everywhere(of_kind text, at timestamptz) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
insert into work (organisation_id, kind, subject, due)
select o.id, of_kind, o.id, least(at, moment())
from organisation o
where of_kind = 'RETENTION'
  and not exists (select from work w where w.organisation_id = o.id and w.kind = of_kind)
on conflict do nothing
$$;
revoke all on function enrol_everywhere from public;
grant execute on function enrol_everywhere to ${application};
