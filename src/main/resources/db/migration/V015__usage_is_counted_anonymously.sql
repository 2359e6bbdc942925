-- Anonymous usage figures, outside tenancy: of the whole installation, a day, and with noise in them before they come here.
-- docs/usage-privacy.md says what follows from that. A day's guarantee is fixed by the first node that counts in it; each
-- node holds one of its numbered leases, and a lease is published once.

create table usage_day
(
    day     date primary key,
    epsilon numeric not null check (epsilon > 0),
    nodes   integer not null check (nodes > 0)
);
comment on table usage_day is 'what one person''s one day may change of a feature''s figures, and how many nodes share it';

create table usage_lease
(
    day     date    not null references usage_day (day),
    number  integer not null check (number > 0),
    holder  uuid,
    seen_at timestamptz,
    primary key (day, number),
    check ((holder is null) = (seen_at is null))
);
comment on column usage_lease.holder is 'drawn by the node that counts under this lease; null once it has published';
comment on column usage_lease.seen_at is 'when that node was last there: one that is gone is replaced';

create table usage_partial
(
    day     date    not null,
    number  integer not null,
    feature text    not null,
    count   bigint  not null,
    primary key (day, number, feature),
    foreign key (day, number) references usage_lease (day, number)
);
comment on column usage_partial.count is 'how many people used it on this node, plus noise that nobody knows; may be negative';

grant select, insert on usage_day, usage_partial to ${application};
grant select, insert, update on usage_lease to ${application};

call holds_nothing_personal('usage_day', 'day', 'epsilon', 'nodes');
call holds_nothing_personal('usage_lease', 'day', 'number', 'holder', 'seen_at');
call holds_nothing_personal('usage_partial', 'day', 'number', 'feature', 'count');
