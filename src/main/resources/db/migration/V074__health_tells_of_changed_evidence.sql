-- How many logs, and how much of the evidence beside them, somebody else has changed: still a number of organisations.
create or replace function altered_audit_logs(of_kind text) returns bigint
    language sql stable security definer
    set search_path = public, pg_temp as
$$
select count(*) from work where kind = of_kind and of_kind in ('LOG_ALTERED', 'LOG_BROKEN', 'EVIDENCE_ALTERED')
$$;
