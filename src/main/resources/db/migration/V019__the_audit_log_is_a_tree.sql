-- Entries wait in work, written with them, until one node gives them their places, in the order of their commits: so no
-- transaction waits for another, and one that commits late is not passed over. All of it is only ever added to.

create table audit_leaf
(
    organisation_id uuid   not null,
    leaf_index      bigint not null check (leaf_index >= 0),
    entry_id        uuid   not null,
    primary key (organisation_id, leaf_index),
    unique (organisation_id, entry_id),
    foreign key (organisation_id, entry_id) references audit_entry (organisation_id, id)
);
comment on table audit_leaf is 'at which place of the organisation''s tree an entry stands';
call holds_nothing_personal('audit_leaf', 'organisation_id', 'leaf_index', 'entry_id');
call isolate('audit_leaf');
grant select, insert on audit_leaf to ${application};

create table audit_node
(
    organisation_id uuid     not null references organisation (id),
    level           smallint not null check (level >= 0),
    node_index      bigint   not null check (node_index >= 0),
    hash            bytea    not null check (length(hash) = 32),
    primary key (organisation_id, level, node_index)
);
comment on table audit_node is 'the complete nodes of the tree (RFC 9162), leaves at level 0: what proofs are read from';
call holds_nothing_personal('audit_node', 'organisation_id', 'level', 'node_index', 'hash');
call isolate('audit_node');
grant select, insert on audit_node to ${application};

create table audit_checkpoint
(
    organisation_id uuid        not null references organisation (id),
    size            bigint      not null check (size > 0),
    at              timestamptz not null,
    note            text        not null,
    primary key (organisation_id, size)
);
comment on table audit_checkpoint is 'what was signed of the tree, as C2SP signed notes';
call holds_nothing_personal('audit_checkpoint', 'organisation_id', 'size', 'at', 'note');
call isolate('audit_checkpoint');
grant select, insert on audit_checkpoint to ${application};

create table audit_verification
(
    organisation_id uuid        not null references organisation (id),
    at              timestamptz not null,
    entries         bigint      not null,
    fault           text,
    fault_index     bigint,
    primary key (organisation_id, at)
);
comment on table audit_verification is 'when the whole log was computed again, and what was found; a fault is a code';
call holds_nothing_personal('audit_verification', 'organisation_id', 'at', 'entries', 'fault', 'fault_index');
call isolate('audit_verification');
grant select, insert on audit_verification to ${application};

-- What was recorded before there was a tree comes first.
alter table audit_entry no force row level security;
insert into work (organisation_id, kind, subject, due)
select organisation_id, 'SEQUENCING', id, at
from audit_entry;
alter table audit_entry force row level security;
