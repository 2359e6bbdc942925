create table credential
(
    user_id              uuid    not null,
    organisation_id      uuid    not null,
    secrets_slot         bigint  not null unique,
    password             bytea,
    first_secret         bytea,
    first_secret_expires timestamptz,
    choose_password      boolean not null,
    handover             text    not null check (handover in ('TEMPORARY_PASSWORD', 'LINK_BY_ADMIN', 'LINK_BY_MAIL', 'SET_UP')),
    handed_over_by       uuid,
    primary key (organisation_id, user_id),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id),
    check ((first_secret is null) = (first_secret_expires is null))
);
comment on column credential.password is 'personal, sealed: hash of the password the person chose; erased at termination';
comment on column credential.first_secret is 'personal, sealed: hash of the temporary password; erased when a password is chosen, or at termination';
call isolate('credential');
call holds_keys('credential', 'secrets_slot');
grant select, insert, update, delete on credential to ${application};

create table one_time_link
(
    organisation_id uuid        not null,
    user_id         uuid        not null,
    hash            bytea       not null,
    expires_at      timestamptz not null,
    primary key (organisation_id, user_id),
    unique (organisation_id, hash),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
comment on table one_time_link is 'hash of the link that lets an invited person in; erased when used, replaced, or at termination';
call isolate('one_time_link');
grant select, insert, update, delete on one_time_link to ${application};

create table recovery_code
(
    organisation_id uuid  not null,
    user_id         uuid  not null,
    hash            bytea not null,
    primary key (organisation_id, user_id, hash),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
comment on table recovery_code is 'hashes of unused recovery codes; erased when used, replaced, or at termination';
call isolate('recovery_code');
grant select, insert, delete on recovery_code to ${application};

create table session
(
    id              uuid        not null,
    organisation_id uuid        not null,
    user_id         uuid        not null,
    kind            text        not null check (kind in ('BROWSER', 'API')),
    hash            bytea       not null,
    created_at      timestamptz not null,
    last_seen_at    timestamptz not null,
    expires_at      timestamptz not null,
    primary key (organisation_id, id),
    unique (organisation_id, hash),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
comment on table session is 'who is signed in; neither address nor device; erased at sign-out, expiry or termination';
create index session_by_user on session (organisation_id, user_id);
call isolate('session');
grant select, insert, update, delete on session to ${application};

create table access_token
(
    id              uuid        not null,
    organisation_id uuid        not null,
    user_id         uuid        not null,
    name            text        not null,
    hash            bytea       not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    last_used_on    date,
    past_gate       boolean     not null default false,
    primary key (organisation_id, id),
    unique (organisation_id, hash),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
comment on table access_token is 'hashes of personal access tokens; erased when revoked, expired or at termination';
comment on column access_token.name is 'personal: what the person calls the token; erased with it';
comment on column access_token.past_gate is 'the token that organisation create prints works before the first password is chosen';
create index access_token_by_user on access_token (organisation_id, user_id);
call isolate('access_token');
grant select, insert, update, delete on access_token to ${application};

-- Creating twice by accident: the key leads to what was made, and to nothing else.
create table idempotency_key
(
    organisation_id uuid        not null references organisation (id),
    actor_id        uuid        not null,
    key             text        not null check (length(key) between 1 and 64),
    created_id      uuid        not null,
    created_at      timestamptz not null,
    primary key (organisation_id, actor_id, key)
);
call isolate('idempotency_key');
grant select, insert, delete on idempotency_key to ${application};
