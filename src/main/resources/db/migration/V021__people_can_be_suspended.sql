-- Shut out for a while, and why. The reason is about a person: sealed under a key that goes with them.
create table suspension
(
    organisation_id uuid        not null,
    user_id         uuid        not null,
    reason_slot     bigint      not null unique,
    reason          bytea,
    at              timestamptz not null,
    by              uuid        not null,
    was             text        not null check (was in ('INVITED', 'ACTIVE')),
    primary key (organisation_id, user_id),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id)
);
call isolate('suspension');
call holds_keys('suspension', 'reason_slot');
grant select, insert, update, delete on suspension to ${application};
call holds_nothing_personal('suspension', 'organisation_id', 'reason_slot');
call holds_personal('suspension', 'user_id', 'identification', '6(1)(f)', 'account', 'organisation', 'erased');
call holds_personal('suspension', 'reason', 'suspension', '6(1)(f)', 'account', 'organisation', 'erased');
call holds_personal('suspension', 'at', 'suspension', '6(1)(f)', 'account', 'organisation', 'erased');
call holds_personal('suspension', 'by', 'suspension', '6(1)(f)', 'account', 'organisation', 'erased');
call holds_personal('suspension', 'was', 'suspension', '6(1)(f)', 'account', 'organisation', 'erased');
