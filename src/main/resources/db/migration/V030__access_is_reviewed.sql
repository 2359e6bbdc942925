-- When somebody was last here, as a month: enough to see that access is used no more, too little to see a day's habits.
-- Written once a month for each person, not on each request.
alter table account add last_month date check (extract(day from last_month) = 1);
call holds_personal('account', 'last_month', 'access-review', '6(1)(f)', 'account', 'administrators', 'erased');
grant update (last_month) on account to ${application};
create index account_by_last_month on account (organisation_id, last_month);

-- Of those who were here before this was kept, nothing older than today is known.
alter table account no force row level security;
alter table app_user no force row level security;
update account a
set last_month = date_trunc('month', now() at time zone 'UTC')
from app_user u
where u.organisation_id = a.organisation_id and u.id = a.user_id and u.status in ('ACTIVE', 'SUSPENDED');
alter table account force row level security;
alter table app_user force row level security;

create index app_user_invited on app_user (organisation_id, sort_name, sort_first_name, id) where status = 'INVITED';
create index app_user_terminated on app_user (organisation_id, sort_name, sort_first_name, id) where status = 'TERMINATED';
create index app_user_by_access_until on app_user (organisation_id, access_until) where access_until is not null;

-- What is to be done to people whose access is found invalid, and what became of it.
create table access_review
(
    id              uuid        not null,
    organisation_id uuid        not null references organisation (id),
    created_at      timestamptz not null,
    created_by      uuid        not null,
    status          text        not null check (status in ('PLANNED', 'RUNNING', 'DONE', 'CANCELLED')),
    finding         text        not null check (finding in ('NEVER_SIGNED_IN', 'SECRET_LAPSED', 'NOT_SEEN', 'ACCESS_ENDED')),
    months          integer     not null check (months between 1 and 120),
    act             text        not null check (act in ('TERMINATION', 'REASSIGNMENT', 'INVITATION')),
    people          integer     not null check (people >= 0),
    done            integer     not null default 0,
    left_out        integer     not null default 0,
    stopped         text check (stopped in ('by-hand', 'rights-lost', 'expired', 'interrupted')),
    started_at      timestamptz,
    started_by      uuid,
    type            text check (type in ('ADMIN', 'INTERNAL', 'EXTERNAL')),
    role_id         uuid,
    access_until    date,
    language        text,
    by_mail         boolean     not null default false,
    primary key (organisation_id, id),
    check ((status = 'CANCELLED') = (stopped is not null)),
    check ((started_at is null) = (started_by is null) and (started_at is null) = (language is null)),
    check (status in ('PLANNED', 'CANCELLED') or started_at is not null)
);
create index access_review_by_age on access_review (organisation_id, id desc);
call isolate('access_review');
call holds_nothing_personal('access_review', 'id', 'organisation_id', 'created_at', 'status', 'finding', 'months', 'act',
    'people', 'done', 'left_out', 'stopped', 'started_at', 'type', 'role_id', 'access_until', 'language', 'by_mail');
call holds_personal('access_review', 'created_by', 'accountability', '6(1)(f)', 'access-review', 'administrators', 'retained');
call holds_personal('access_review', 'started_by', 'accountability', '6(1)(f)', 'access-review', 'administrators', 'retained');
grant select, insert, delete on access_review to ${application};
grant update (status, done, left_out, stopped, started_at, started_by, type, role_id, access_until, language, by_mail)
    on access_review to ${application};

-- Whom a review is about: kept, for it is what leads from a review to the receipts.
create table access_review_person
(
    organisation_id uuid not null,
    review_id       uuid not null,
    user_id         uuid not null,
    outcome         text not null default 'WAITING' check (outcome in ('WAITING', 'DONE', 'LEFT_OUT')),
    why             text check (why ~ '^[a-z-]{1,40}$'),
    primary key (organisation_id, review_id, user_id),
    foreign key (organisation_id, review_id) references access_review (organisation_id, id),
    check ((outcome = 'LEFT_OUT') = (why is not null))
);
create index access_review_waiting on access_review_person (organisation_id, review_id, user_id) where outcome = 'WAITING';
call isolate('access_review_person');
call holds_nothing_personal('access_review_person', 'organisation_id', 'review_id');
call holds_personal('access_review_person', 'user_id', 'identification', '6(1)(f)', 'access-review', 'administrators', 'retained');
call holds_personal('access_review_person', 'outcome', 'access-review', '6(1)(f)', 'access-review', 'administrators', 'retained');
call holds_personal('access_review_person', 'why', 'access-review', '6(1)(f)', 'access-review', 'administrators', 'retained');
grant select, insert, delete on access_review_person to ${application};
grant update (outcome, why) on access_review_person to ${application};

-- Up to which last day of access the admins of an organisation were told of it.
create table access_reminder
(
    organisation_id uuid primary key references organisation (id),
    told_up_to      date not null
);
call isolate('access_reminder');
call holds_nothing_personal('access_reminder', 'organisation_id', 'told_up_to');
grant select, insert, update (told_up_to) on access_reminder to ${application};

-- Whether those who are created are invited by mail.
alter table user_import add invites boolean not null default false;
call holds_nothing_personal('user_import', 'invites');
grant update (invites) on user_import to ${application};

-- As search_partners does: words of one or two letters by an index of their own, and the next thousand looked through first.
create index app_user_by_short_part on app_user using gin (organisation_id, short_parts(search_name));

create or replace function search_users(words text[], statuses text[], of_type text, of_role uuid, after uuid, most integer)
    returns setof app_user
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
    found_near   app_user[];
    seen         integer;
begin
    select sort_name, sort_first_name, id into place from app_user where organisation_id = organisation and id = after;
    if after is not null and place.id is null then
        return;
    end if;
    among := ' from app_user where organisation_id = $1'
        || case when cardinality(statuses) = 1 then format(' and status = %L', statuses[1]) else ' and status = any ($2)' end
        || case when of_type is null then '' else ' and type = $3' end
        || case when of_role is null then '' else ' and role_id = $4' end
        || case when after is null then '' else ' and (sort_name, sort_first_name, id) > ($5, $6, $7)' end;
    if searches then
        execute 'select array_agg(one order by sort_name, sort_first_name, id) filter (where true'
                || (select string_agg(format(' and search_name like %L', '%' || literally(folded(word)) || '%'), '')
                    from unnest(words) word)
                || '), count(*) from (select app_user as one, search_name, sort_name, sort_first_name, id' || among
                || ' order by sort_name, sort_first_name, id limit $8) near'
            into found_near, seen
            using organisation, statuses, of_type, of_role, place.sort_name, place.sort_first_name, place.id, near_by;
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
                || ') select * from found order by sort_name, sort_first_name, id limit $8'
            using organisation, statuses, of_type, of_role, place.sort_name, place.sort_first_name, place.id, most;
    end if;
end
$$;
