-- Whoever calls is found by one call, which tells the database for whom the transaction works as well.

create function principal(person uuid, as_of timestamptz)
    returns table (organisation_id uuid, user_id uuid, type text, permissions text[], choose_password boolean,
                   credential_version integer, consented boolean)
    language sql stable as $$
    select u.organisation_id, u.id, u.type, r.permissions, c.choose_password, c.version,
           exists (
               select 1
               from own_consent o
               where o.organisation_id = u.organisation_id and o.user_id = u.id and o.decision = 'CONTINUE'
                 and o.notice_version = (
                     select max(n.version)
                     from notice n
                     where n.organisation_id = u.organisation_id and (n.in_force_from <= as_of or n.version = 1)
                 )
           )
    from app_user u
    join role r on r.organisation_id = u.organisation_id and r.id = u.role_id
    join credential c on c.organisation_id = u.organisation_id and c.user_id = u.id
    where u.id = person
      and u.status in ('INVITED', 'ACTIVE')
      and (u.access_until is null or u.access_until >= (as_of at time zone 'UTC')::date)
$$;

create function recognise_session(organisation uuid, secret bytea, as_of timestamptz)
    returns table (id uuid, created_at timestamptz, last_seen_at timestamptz, organisation_id uuid, user_id uuid, type text,
                   permissions text[], choose_password boolean, consented boolean)
    language plpgsql as $$
declare
    found_row record;
begin
    perform set_config('lethe.organisation', organisation::text, true);
    for found_row in
        select s.id as session, s.created_at as began, s.last_seen_at as seen, p.*
        from session s
        cross join lateral principal(s.user_id, as_of) p
        where s.hash = secret and s.expires_at > as_of and s.credential_version = p.credential_version
    loop
        perform set_config('lethe.person', found_row.user_id::text, true);
        return query select found_row.session, found_row.began, found_row.seen, found_row.organisation_id, found_row.user_id,
                            found_row.type, found_row.permissions, found_row.choose_password, found_row.consented;
    end loop;
end
$$;

create function recognise_token(organisation uuid, secret bytea, as_of timestamptz)
    returns table (id uuid, past_gate boolean, last_used_on date, organisation_id uuid, user_id uuid, type text,
                   permissions text[], choose_password boolean, consented boolean)
    language plpgsql as $$
declare
    found_row record;
begin
    perform set_config('lethe.organisation', organisation::text, true);
    for found_row in
        select t.id as token, t.past_gate as past, t.last_used_on as used, p.*
        from access_token t
        cross join lateral principal(t.user_id, as_of) p
        where t.hash = secret and t.expires_at > as_of
    loop
        perform set_config('lethe.person', found_row.user_id::text, true);
        return query select found_row.token, found_row.past, found_row.used, found_row.organisation_id, found_row.user_id,
                            found_row.type, found_row.permissions, found_row.choose_password, found_row.consented;
    end loop;
end
$$;

revoke all on function principal, recognise_session, recognise_token from public;
grant execute on function principal, recognise_session, recognise_token to ${application};
