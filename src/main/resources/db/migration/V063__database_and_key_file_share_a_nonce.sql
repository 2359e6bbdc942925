-- Drawn by the first node that takes the key file up, and from time to time while several work on it; the key file has the
-- same one. A copy of the database falls behind, and its nodes are refused on a key file that others are working on. The one
-- before counts too: an interruption may have come before the key file had the new one.
alter table installation add column nonce uuid, add column former_nonce uuid, add column taken_up_at timestamptz;
call holds_nothing_personal('installation', 'nonce', 'former_nonce', 'taken_up_at');
grant update (nonce, former_nonce, taken_up_at) on installation to ${application};
