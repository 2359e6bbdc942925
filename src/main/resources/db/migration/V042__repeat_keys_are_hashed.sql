-- What a client writes into Idempotency-Key was kept as it came, an e-mail address with %40 say. From now on a hash under a key is
-- kept, which the database does not have. Those in use are hashed without one, so that a repeat is still known as such: they are
-- over within a day.
alter table idempotency_key drop constraint idempotency_key_key_check;
alter table idempotency_key no force row level security;
update idempotency_key set key = 'sha256:' || left(encode(sha256(convert_to(key, 'UTF8')), 'hex'), 56);
alter table idempotency_key force row level security;
alter table idempotency_key add constraint idempotency_key_is_a_hash check (key ~ '^(sha256:[0-9a-f]{56}|[0-9a-f]{64})$');
