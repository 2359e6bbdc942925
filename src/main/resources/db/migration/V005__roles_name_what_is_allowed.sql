create table role
(
    id              uuid        not null,
    organisation_id uuid        not null references organisation (id),
    name            text        not null check (length(name) between 1 and 120),
    permissions     text[]      not null,
    created_at      timestamptz not null,
    version         bigint      not null default 1,
    primary key (organisation_id, id),
    check (permissions <@ array ['MANAGE_USERS', 'MANAGE_ROLES', 'VIEW_PARTNERS', 'EDIT_PARTNERS', 'VIEW_BILLING_DETAILS',
        'EDIT_BILLING_DETAILS', 'VIEW_AUDIT_LOG', 'SEND_NEWSLETTERS', 'MANAGE_ORGANISATION'])
);
create unique index role_by_name on role (organisation_id, lower(name));
call isolate('role');
grant select, insert, update, delete on role to ${application};
