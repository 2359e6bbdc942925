-- People who come as a file: what was uploaded, what of it waits to become people, and what became of it.

create table user_import
(
    id               uuid        not null,
    organisation_id  uuid        not null references organisation (id),
    created_at       timestamptz not null,
    created_by       uuid        not null,
    status           text        not null check (status in ('CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'CANCELLED')),
    lines            integer     not null check (lines between 0 and 200000),
    valid            integer     not null default 0 check (valid >= 0),
    created          integer     not null default 0,
    failed           integer     not null default 0,
    stopped          text check (stopped in ('by-hand', 'interrupted', 'expired', 'rights-lost')),
    started_at       timestamptz,
    started_by       uuid,
    type             text check (type in ('ADMIN', 'INTERNAL', 'EXTERNAL')),
    role_id          uuid,
    notice_version   integer,
    language         text,
    links_taken_at   timestamptz,
    links_fetched_at timestamptz,
    primary key (organisation_id, id),
    check ((status = 'CANCELLED') = (stopped is not null)),
    check ((started_at is null) = (started_by is null) and (started_at is null) = (notice_version is null)
        and (started_at is null) = (language is null)),
    check (status in ('CHECKING', 'CHECKED', 'CANCELLED') or started_at is not null)
);
create index user_import_by_age on user_import (organisation_id, id desc);
call isolate('user_import');
call holds_nothing_personal('user_import', 'id', 'organisation_id', 'created_at', 'status', 'lines', 'valid', 'created',
    'failed', 'stopped', 'started_at', 'type', 'role_id', 'notice_version', 'language', 'links_taken_at', 'links_fetched_at');
call holds_personal('user_import', 'created_by', 'accountability', '6(1)(f)', 'retention-period', 'administrators', 'retained');
call holds_personal('user_import', 'started_by', 'accountability', '6(1)(f)', 'retention-period', 'administrators', 'retained');
grant select, insert on user_import to ${application};
grant update (status, valid, created, failed, stopped, started_at, started_by, type, role_id, notice_version, language,
    links_taken_at, links_fetched_at) on user_import to ${application};

-- The key for the e-mail of each line is there from the upload on, and becomes the person's, as the reserved id does: until
-- then that is nobody's.
create table staged_line
(
    organisation_id uuid    not null,
    import_id       uuid    not null,
    line            integer not null check (line > 0),
    reserved_id     uuid    not null,
    key_slot        bigint  not null unique,
    name_and_email  bytea   not null,
    type            text check (type in ('ADMIN', 'INTERNAL', 'EXTERNAL')),
    role_id         uuid,
    primary key (organisation_id, import_id, line),
    foreign key (organisation_id, import_id) references user_import (organisation_id, id)
);
create index staged_line_by_user on staged_line (organisation_id, reserved_id);
call isolate('staged_line');
call holds_keys('staged_line', 'key_slot');
call holds_nothing_personal('staged_line', 'organisation_id', 'import_id', 'line', 'reserved_id', 'key_slot', 'type', 'role_id');
call holds_personal('staged_line', 'name_and_email', 'import', '6(1)(a)', 'until-imported', 'administrators', 'erased');
grant select, insert, delete on staged_line to ${application};
-- Nothing of a line is ever changed; without this it could not be locked.
grant update (line) on staged_line to ${application};

-- Who became of which line, until the links are fetched.
create table imported_line
(
    organisation_id uuid    not null,
    import_id       uuid    not null,
    line            integer not null,
    user_id         uuid    not null,
    primary key (organisation_id, import_id, line),
    foreign key (organisation_id, import_id) references user_import (organisation_id, id)
);
create index imported_line_by_user on imported_line (organisation_id, user_id);
call isolate('imported_line');
call holds_nothing_personal('imported_line', 'organisation_id', 'import_id', 'line');
call holds_personal('imported_line', 'user_id', 'identification', '6(1)(a)', 'until-links-fetched', 'administrators', 'erased');
grant select, insert, delete on imported_line to ${application};

create table import_problem
(
    organisation_id uuid    not null,
    import_id       uuid    not null,
    line            integer not null,
    field           text    not null,
    code            text    not null,
    primary key (organisation_id, import_id, line, field, code),
    foreign key (organisation_id, import_id) references user_import (organisation_id, id)
);
call isolate('import_problem');
call holds_nothing_personal('import_problem', 'organisation_id', 'import_id', 'line', 'field', 'code');
grant select, insert, delete on import_problem to ${application};
