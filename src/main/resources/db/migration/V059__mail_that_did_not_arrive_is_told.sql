-- Why a mail was not delivered, in our own words and the server's codes, never in its words, which repeat the address; and
-- whether it was handed over: who has been is never handed it again unasked, since nobody knows whether it was taken.
alter table mail
    add reason text check (reason ~ '^[A-Z][A-Z0-9_]{0,29}$'),
    add enhanced text check (enhanced ~ '^[245]\.\d{1,3}\.\d{1,3}$'),
    add handed_over boolean not null default false;
call holds_personal('mail', 'status', 'account', 'tell-undelivered', '6(1)(f)', 'mail', 'administrators', 'erased');
call holds_personal('mail', 'reason', 'account', 'tell-undelivered', '6(1)(f)', 'mail', 'administrators', 'erased');
call holds_personal('mail', 'enhanced', 'account', 'tell-undelivered', '6(1)(f)', 'mail', 'administrators', 'erased');
call holds_personal('mail', 'handed_over', 'account', 'tell-undelivered', '6(1)(f)', 'mail', 'administrators', 'erased');
call called_on_receipts('mail', 'queue', 'status', 'reason', 'enhanced', 'handed_over');
grant update (reason, enhanced, handed_over) on mail to ${application};

-- Each organisation's mails that are due, without looking at all of another's.
create index work_by_organisation_and_due on work (kind, organisation_id, due);

-- For the operator: how many mails of which kind were given up, and why. Numbers alone.
grant select (kind, status, reason, enhanced) on mail to lethe_search;
grant create, usage on schema public to lethe_search;
create function mails_given_up() returns table (kind text, reason text, status integer, enhanced text, mails bigint)
    language sql stable security definer
    set search_path = public, pg_temp as
$$
select m.kind, m.reason, m.status, m.enhanced, count(*)
from mail m
where m.given_up
group by m.kind, m.reason, m.status, m.enhanced
order by count(*) desc, m.kind, m.status
limit 50
$$;
alter function mails_given_up owner to lethe_search;
revoke create on schema public from lethe_search;
revoke all on function mails_given_up from public;
grant execute on function mails_given_up to ${application};
