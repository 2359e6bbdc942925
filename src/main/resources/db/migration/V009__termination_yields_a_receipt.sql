create table signing_key
(
    id          text        primary key,
    row_id      uuid        not null,
    public_key  bytea       not null,
    private_key bytea       not null,
    created_at  timestamptz not null
);
comment on table signing_key is 'Ed25519 keys of the processor; the private half sealed under the installation''s slot';
grant select, insert on signing_key to ${application};

create table termination
(
    organisation_id uuid        not null references organisation (id),
    user_id         uuid        not null,
    receipt_id      uuid        not null,
    terminated_at   timestamptz not null,
    terminated_by   uuid,
    self            boolean     not null,
    erased          jsonb       not null,
    retained_until  date        not null,
    entry_id        uuid        not null,
    entry_hash      bytea       not null,
    receipt         text,
    primary key (organisation_id, user_id),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
comment on table termination is 'what was erased and what stays, ids only; receipt is the signed text, absent until the keys are destroyed';
call isolate('termination');
grant select, insert on termination to ${application};
grant update (receipt) on termination to ${application};

create table receipt_link
(
    organisation_id uuid        not null,
    hash            bytea       not null,
    user_id         uuid        not null,
    expires_at      timestamptz not null,
    primary key (organisation_id, hash),
    foreign key (organisation_id, user_id) references termination (organisation_id, user_id)
);
comment on table receipt_link is 'hashes of the addresses under which a receipt can be fetched without signing in';
create index receipt_link_by_user on receipt_link (organisation_id, user_id);
call isolate('receipt_link');
grant select, insert, delete on receipt_link to ${application};

create table storage_limit
(
    organisation_id uuid    not null references organisation (id),
    kind            text    not null check (kind in ('RETAINED_RECORD')),
    years           integer not null check (years between 1 and 30),
    primary key (organisation_id, kind)
);
comment on table storage_limit is 'where an organisation keeps something for another time than the default';
call isolate('storage_limit');
grant select, insert, update, delete on storage_limit to ${application};
