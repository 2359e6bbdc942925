-- Issues of newsletters, and how each is sent: to whoever is subscribed at the moment of each mail.

create table issue
(
    organisation_id uuid    not null,
    id              uuid    not null,
    newsletter_id   uuid    not null,
    number          integer not null check (number > 0),
    subject         text    not null check (length(subject) between 1 and 200),
    markdown        text    not null,
    language        text    not null check (language in ('en', 'de')),
    status          text    not null check (status in ('DRAFT', 'SENDING', 'PAUSED', 'SENT')),
    round           integer not null default 0,
    sent_at         timestamptz,
    version         bigint  not null default 1,
    primary key (organisation_id, id),
    unique (organisation_id, newsletter_id, number),
    foreign key (organisation_id, newsletter_id) references newsletter (organisation_id, id)
);
call isolate('issue');
call holds_nothing_personal('issue', 'organisation_id', 'id', 'newsletter_id', 'number', 'subject', 'markdown', 'language',
    'status', 'round', 'sent_at', 'version');
grant select, insert, update (subject, markdown, language, status, round, sent_at, version) on issue to ${application};

-- The operator's: one text for all organisations, sent within each by itself.
create table operator_issue
(
    id            uuid primary key,
    newsletter_id uuid    not null references operator_newsletter (id),
    number        integer not null check (number > 0),
    subject       text    not null check (length(subject) between 1 and 200),
    markdown      text    not null,
    language      text    not null check (language in ('en', 'de')),
    status        text    not null check (status in ('DRAFT', 'SENDING', 'PAUSED', 'SENT')),
    round         integer not null default 0,
    sent_at       timestamptz,
    version       bigint  not null default 1,
    unique (newsletter_id, number)
);
call holds_nothing_personal('operator_issue', 'id', 'newsletter_id', 'number', 'subject', 'markdown', 'language', 'status',
    'round', 'sent_at', 'version');
grant select, insert, update (subject, markdown, language, status, round, sent_at, version) on operator_issue to ${application};

-- An issue within an organisation: who is at work on it until when, and the numbers of mails of which nothing else is left.
create table mailing
(
    organisation_id uuid    not null references organisation (id),
    issue_id        uuid    not null,
    run             uuid,
    run_until       timestamptz,
    round           integer not null default 0,
    complete        boolean not null default false,
    smtp_status     integer,
    sent            integer not null default 0,
    bounced         integer not null default 0,
    failed          integer not null default 0,
    in_doubt        integer not null default 0,
    primary key (organisation_id, issue_id),
    check ((run is null) = (run_until is null))
);
call isolate('mailing');
call holds_nothing_personal('mailing', 'organisation_id', 'issue_id', 'run', 'run_until', 'round', 'complete', 'smtp_status', 'sent',
    'bounced', 'failed', 'in_doubt');
grant select, insert, update (run, run_until, round, complete, smtp_status, sent, bounced, failed, in_doubt) on mailing
    to ${application};

-- Who is to get, and got, which issue: nobody twice, nobody left out. What is on the wire is marked so before a server is
-- handed it, and marked again afterwards; what is found so after a crash is in doubt, and is sent again under the same id.
create table delivery
(
    organisation_id uuid        not null,
    id              uuid        not null,
    issue_id        uuid        not null,
    user_id         uuid        not null,
    state           text        not null check (state in ('WAITING', 'ON_THE_WIRE', 'SENT', 'BOUNCED', 'FAILED')),
    due             timestamptz not null,
    attempts        integer     not null default 0,
    in_doubt        boolean     not null default false,
    run             uuid,
    primary key (organisation_id, id),
    unique (organisation_id, issue_id, user_id),
    foreign key (organisation_id, issue_id) references mailing (organisation_id, issue_id),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
create index delivery_that_waits on delivery (organisation_id, issue_id, due) where state = 'WAITING';
create index delivery_by_user on delivery (organisation_id, user_id);
call isolate('delivery');
call holds_nothing_personal('delivery', 'organisation_id', 'id', 'due', 'attempts', 'run');
call holds_personal('delivery', 'user_id', 'identification', '6(1)(a)', 'week-after-sending', 'nobody', 'erased');
call holds_personal('delivery', 'issue_id', 'deliver-newsletter', '6(1)(a)', 'week-after-sending', 'nobody', 'erased');
call holds_personal('delivery', 'state', 'deliver-newsletter', '6(1)(a)', 'week-after-sending', 'nobody', 'erased');
call holds_personal('delivery', 'in_doubt', 'deliver-newsletter', '6(1)(a)', 'week-after-sending', 'nobody', 'erased');
grant select, insert, update (state, due, attempts, in_doubt, run), delete on delivery to ${application};

-- When the next mail of any newsletter may go: one for the whole installation, however many nodes it has.
create table newsletter_pace
(
    one     boolean primary key default true check (one),
    free_at timestamptz not null
);
call holds_nothing_personal('newsletter_pace', 'one', 'free_at');
grant select, insert, update (free_at) on newsletter_pace to ${application};

-- For the operator, whose issues are sent in all organisations: sums over all of them, and nothing less.
create policy counted on mailing for select to lethe_search using (true);
create policy counted on delivery for select to lethe_search using (true);
grant select (organisation_id, issue_id, complete, smtp_status, sent, bounced, failed, in_doubt) on mailing to lethe_search;
grant select (organisation_id, issue_id, state, in_doubt) on delivery to lethe_search;
grant create, usage on schema public to lethe_search;
create function operator_issue_tallies(issues uuid[])
    returns table (issue_id uuid, recipients bigint, waiting bigint, sent bigint, bounced bigint, failed bigint,
                   repeatable bigint, in_doubt bigint, smtp_status integer)
    language sql stable security definer
    set search_path = public, pg_temp as
$$
select m.issue_id,
       sum(m.sent + m.bounced + m.failed + d.people)::bigint,
       sum(d.waiting)::bigint,
       sum(m.sent + d.sent)::bigint,
       sum(m.bounced + d.bounced)::bigint,
       sum(m.failed + d.failed)::bigint,
       sum(d.failed)::bigint,
       sum(m.in_doubt + d.in_doubt)::bigint,
       max(m.smtp_status)
from mailing m
cross join lateral (
    select count(*) as people,
           count(*) filter (where d.state in ('WAITING', 'ON_THE_WIRE')) as waiting,
           count(*) filter (where d.state = 'SENT') as sent,
           count(*) filter (where d.state = 'BOUNCED') as bounced,
           count(*) filter (where d.state = 'FAILED') as failed,
           count(*) filter (where d.in_doubt) as in_doubt
    from delivery d
    where d.organisation_id = m.organisation_id and d.issue_id = m.issue_id) d
where m.issue_id = any (issues) and exists (select from operator_issue o where o.id = m.issue_id)
group by m.issue_id
$$;
grant select (id) on operator_issue to lethe_search;
alter function operator_issue_tallies owner to lethe_search;
revoke create on schema public from lethe_search;
revoke all on function operator_issue_tallies from public;
grant execute on function operator_issue_tallies to ${application};
