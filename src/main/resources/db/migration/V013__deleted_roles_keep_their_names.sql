-- What a deleted role was called: the audit log goes on naming it, and its name can be used again.
create table deleted_role
(
    id              uuid        not null,
    organisation_id uuid        not null references organisation (id),
    name            text        not null,
    deleted_at      timestamptz not null,
    primary key (organisation_id, id)
);
call isolate('deleted_role');
call holds_nothing_personal('deleted_role', 'id', 'organisation_id', 'name', 'deleted_at');
grant select, insert on deleted_role to ${application};
