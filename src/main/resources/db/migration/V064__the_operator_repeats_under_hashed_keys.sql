-- The operator's Idempotency-Key stood in the clear beside the newsletter it had made, and issues had none. Both now have a table,
-- which keeps a hash under a key that the database does not have. As in V042, those in use are hashed without one, for a day.
create table operator_idempotency_key
(
    key        text primary key check (key ~ '^(sha256:[0-9a-f]{56}|[0-9a-f]{64})$'),
    created_id uuid        not null,
    created_at timestamptz not null
);
call holds_nothing_personal('operator_idempotency_key', 'key', 'created_id', 'created_at');
grant select, insert, delete on operator_idempotency_key to ${application};

insert into operator_idempotency_key (key, created_id, created_at)
select distinct on (repeat_key) 'sha256:' || left(encode(sha256(convert_to(repeat_key, 'UTF8')), 'hex'), 56), id, created_at
from operator_newsletter
where repeat_key is not null and created_at > now() - interval '24 hours'
order by repeat_key, created_at desc;
alter table operator_newsletter drop column repeat_key;
