create table audit_entry
(
    id              uuid        not null,
    organisation_id uuid        not null references organisation (id),
    at              timestamptz not null,
    actor_kind      text        not null check (actor_kind in ('USER', 'OPERATOR', 'SYSTEM')),
    actor_id        uuid,
    action          text        not null,
    target_kind     text        not null,
    target_id       uuid        not null,
    facts           jsonb       not null,
    salt            bytea       not null check (length(salt) = 16),
    leaf_hash       bytea       not null check (length(leaf_hash) = 32),
    primary key (organisation_id, id),
    check ((actor_kind = 'USER') = (actor_id is not null))
);
comment on table audit_entry is 'who did what to whom: ids and facts, never a person; the application can only add to it';
create index audit_entry_by_target on audit_entry (organisation_id, target_id, id desc);
create index audit_entry_by_actor on audit_entry (organisation_id, actor_id, id desc);
create index audit_entry_by_action on audit_entry (organisation_id, action, id desc);
call isolate('audit_entry');
grant select, insert on audit_entry to ${application};
