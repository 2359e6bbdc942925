-- Whoever was terminated and comes back with an older database is terminated again. That says so now, and by which restore.
alter table termination add again boolean not null default false;
alter table termination add restore text;
alter table termination add check (again or restore is null);
call holds_personal('termination', 'again', 'consent', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'restore', 'consent', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call called_on_receipts('termination', 'receipt', 'again', 'restore');
