create table operator_secret
(
    hash       bytea primary key,
    kind       text        not null check (kind in ('TOKEN', 'LINK', 'SESSION')),
    expires_at timestamptz not null
);
comment on table operator_secret is 'hashes of the secrets that let the operator in; no person, no organisation';
grant select, insert, delete on operator_secret to ${application};
