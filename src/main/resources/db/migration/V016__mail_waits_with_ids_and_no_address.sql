-- What waits to be sent: ids and the kind of mail. No address, no name, no text; they are looked up when it is sent.
create table mail
(
    id              uuid        not null,
    organisation_id uuid        not null,
    user_id         uuid        not null,
    kind            text        not null check (kind ~ '^[a-z-]{1,40}$'),
    language        text        not null check (language in ('en', 'de')),
    about           uuid,
    secret          bytea,
    queued_at       timestamptz not null,
    attempts        integer     not null default 0,
    status          integer,
    given_up        boolean     not null default false,
    primary key (organisation_id, id),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
create index mail_by_user on mail (organisation_id, user_id, kind);
call holds_personal('mail', 'user_id', 'identification', '6(1)(f)', 'until-sent', 'nobody', 'erased');
call holds_personal('mail', 'kind', 'send-mail', '6(1)(f)', 'until-sent', 'nobody', 'erased');
call holds_personal('mail', 'language', 'send-mail', '6(1)(f)', 'until-sent', 'nobody', 'erased');
call holds_personal('mail', 'queued_at', 'send-mail', '6(1)(f)', 'until-sent', 'nobody', 'erased');
call holds_nothing_personal('mail', 'id', 'organisation_id', 'about', 'secret', 'attempts', 'status', 'given_up');
call isolate('mail');
grant select, insert, update (attempts, status, given_up, secret), delete on mail to ${application};

-- A new e-mail until it is confirmed, sealed under a key of its own; nobody signs in with it, and nobody is kept from it.
create table pending_email
(
    organisation_id uuid        not null,
    user_id         uuid        not null,
    key_slot        bigint      not null unique,
    email           bytea       not null,
    hash            bytea       not null,
    expires_at      timestamptz not null,
    primary key (organisation_id, user_id),
    unique (organisation_id, hash),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
call holds_personal('pending_email', 'email', 'confirm-new-email', '6(1)(a)', 'until-confirmed', 'mail-relay', 'erased');
call holds_personal('pending_email', 'user_id', 'identification', '6(1)(f)', 'until-confirmed', 'nobody', 'erased');
call holds_personal('pending_email', 'hash', 'confirm-new-email', '6(1)(f)', 'until-confirmed', 'nobody', 'erased');
call holds_personal('pending_email', 'expires_at', 'confirm-new-email', '6(1)(f)', 'until-confirmed', 'yourself', 'erased');
call holds_nothing_personal('pending_email', 'organisation_id', 'key_slot');
call isolate('pending_email');
call holds_keys('pending_email', 'key_slot');
grant select, insert, delete on pending_email to ${application};

-- An e-mail that was given up, for as long as the mail that says so waits; nobody signs in with it any more.
create table former_email
(
    organisation_id uuid   not null,
    mail_id         uuid   not null,
    user_id         uuid   not null,
    key_slot        bigint not null unique,
    email           bytea  not null,
    primary key (organisation_id, mail_id),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
create index former_email_by_user on former_email (organisation_id, user_id);
call holds_personal('former_email', 'email', 'tell-former-email', '6(1)(f)', 'until-told', 'mail-relay', 'erased');
call holds_personal('former_email', 'user_id', 'identification', '6(1)(f)', 'until-told', 'nobody', 'erased');
call holds_nothing_personal('former_email', 'organisation_id', 'mail_id', 'key_slot');
call isolate('former_email');
call holds_keys('former_email', 'key_slot');
grant select, insert, delete on former_email to ${application};

-- A link may come by mail, and one for a forgotten password leaves the invitation alone.
alter table one_time_link
    add purpose   text    not null default 'FIRST' check (purpose in ('FIRST', 'RESET')),
    add by_mail   boolean not null default false,
    add issued_by uuid,
    drop constraint one_time_link_pkey,
    add primary key (organisation_id, user_id, purpose);
call holds_personal('one_time_link', 'purpose', 'sign-in', '6(1)(f)', 'until-used', 'nobody', 'erased');
call holds_personal('one_time_link', 'by_mail', 'sign-in', '6(1)(f)', 'until-used', 'nobody', 'erased');
call holds_personal('one_time_link', 'issued_by', 'accountability', '6(1)(c)', 'until-used', 'nobody', 'retained');

-- R4: names and e-mail change by these alone, and only those of the person in whose name the transaction runs.
create function change_my_name(first text, last text) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
update app_user
set first_name = first, last_name = last
where organisation_id = current_organisation() and id = current_person() and status <> 'TERMINATED'
$$;
revoke all on function change_my_name from public;
grant execute on function change_my_name to ${application};

create function change_my_email(slot bigint, sealed bytea) returns void
    language sql security definer
    set search_path = public, pg_temp as
$$
update account
set key_slot = slot, email = sealed
where organisation_id = current_organisation() and user_id = current_person()
$$;
revoke all on function change_my_email from public;
grant execute on function change_my_email to ${application};

-- For the operator: how much mail waits, how much of it has failed before, and what was given up. Numbers alone.
create policy counted on mail for select to lethe_search using (true);
grant select (attempts, given_up) on mail to lethe_search;
grant create, usage on schema public to lethe_search;
create function mail_counts() returns table (waiting bigint, failing bigint, given_up bigint)
    language sql stable security definer
    set search_path = public, pg_temp as
$$
select count(*) filter (where not m.given_up),
       count(*) filter (where not m.given_up and m.attempts > 0),
       count(*) filter (where m.given_up)
from mail m
$$;
alter function mail_counts owner to lethe_search;
revoke create on schema public from lethe_search;
revoke all on function mail_counts from public;
grant execute on function mail_counts to ${application};
