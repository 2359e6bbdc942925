create table organisation_details
(
    organisation_id uuid        primary key references organisation (id),
    name            text        not null check (length(name) between 1 and 120),
    created_at      timestamptz not null,
    version         bigint      not null default 1
);
call isolate('organisation_details');
grant select, insert, update on organisation_details to ${application};

create table support_channel
(
    organisation_id uuid    not null references organisation (id),
    position        integer not null,
    kind            text    not null check (kind in ('EMAIL', 'PHONE', 'URL')),
    value           text    not null check (length(value) between 1 and 254),
    primary key (organisation_id, position)
);
comment on table support_channel is 'whom to ask about data protection at the controller; published, not personal';
call isolate('support_channel');
grant select, insert, update, delete on support_channel to ${application};

create table operator_support_channel
(
    position integer primary key,
    kind     text not null check (kind in ('EMAIL', 'PHONE', 'URL')),
    value    text not null check (length(value) between 1 and 254)
);
comment on table operator_support_channel is 'whom to ask about data protection at the processor; shown to everybody';
grant select, insert, update, delete on operator_support_channel to ${application};
