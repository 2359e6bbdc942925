-- Newsletters: what they are about, who chose them, in which words, and how one gets out again without signing in.

-- The operator's, for the people of all organisations. A yes to a version before agreed_from is none to what it is now. One
-- that was withdrawn stays for its name.
create table operator_newsletter
(
    id          uuid primary key,
    name        text        not null check (length(name) between 1 and 120),
    about       text        not null,
    frequency   text        not null,
    version     bigint      not null default 1,
    agreed_from bigint      not null default 1,
    created_at  timestamptz not null,
    repeat_key  text,
    deleted_at  timestamptz
);
create unique index operator_newsletter_by_name on operator_newsletter (lower(name)) where deleted_at is null;
call holds_nothing_personal('operator_newsletter', 'id', 'name', 'about', 'frequency', 'version', 'agreed_from', 'created_at',
    'repeat_key', 'deleted_at');
grant select, insert, update (name, about, frequency, version, agreed_from, repeat_key, deleted_at)
    on operator_newsletter to ${application};

create table newsletter
(
    organisation_id uuid        not null references organisation (id),
    id              uuid        not null,
    name            text        not null check (length(name) between 1 and 120),
    about           text        not null,
    frequency       text        not null,
    version         bigint      not null default 1,
    agreed_from     bigint      not null default 1,
    created_at      timestamptz not null,
    deleted_at      timestamptz,
    primary key (organisation_id, id)
);
create unique index newsletter_by_name on newsletter (organisation_id, lower(name)) where deleted_at is null;
call isolate('newsletter');
call holds_nothing_personal('newsletter', 'organisation_id', 'id', 'name', 'about', 'frequency', 'version', 'agreed_from',
    'created_at', 'deleted_at');
grant select, insert, update (name, about, frequency, version, agreed_from, deleted_at) on newsletter to ${application};

-- Whatever the people of the organisation in scope may choose, withdrawn ones too.
create view every_newsletter with (security_invoker = true) as
select id, name, about, frequency, version, agreed_from, deleted_at, 'OPERATOR' as publisher
from operator_newsletter
union all
select id, name, about, frequency, version, agreed_from, deleted_at, 'ORGANISATION'
from newsletter
where organisation_id = current_organisation();
grant select on every_newsletter to ${application};

-- Art. 7(1): who said yes or no more, when, by which way, and the very words. Nothing here is ever changed or removed.
create table newsletter_consent
(
    organisation_id    uuid        not null references organisation (id),
    id                 uuid        not null,
    user_id            uuid        not null,
    newsletter_id      uuid        not null,
    newsletter_version bigint      not null,
    at                 timestamptz not null,
    act                text        not null check (act in ('SUBSCRIBED', 'UNSUBSCRIBED')),
    way                text        not null check (way in
        ('PROFILE', 'FIRST_SIGN_IN', 'API', 'ONE_CLICK', 'CHANGED', 'WITHDRAWN', 'TERMINATION')),
    language           text        not null check (language in ('en', 'de')),
    words              text        not null,
    hash               bytea       not null check (length(hash) = 32),
    primary key (organisation_id, id)
);
create index newsletter_consent_by_user on newsletter_consent (organisation_id, user_id, at);
create index newsletter_consent_in_order on newsletter_consent (organisation_id, at desc, id desc);
call isolate('newsletter_consent');
grant select, insert on newsletter_consent to ${application};
call holds_nothing_personal('newsletter_consent', 'organisation_id', 'id');
call holds_personal('newsletter_consent', 'user_id', 'identification', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('newsletter_consent', 'newsletter_id', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('newsletter_consent', 'newsletter_version', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('newsletter_consent', 'at', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('newsletter_consent', 'act', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('newsletter_consent', 'way', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('newsletter_consent', 'language', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('newsletter_consent', 'words', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('newsletter_consent', 'hash', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');

-- What somebody chose as it is now, with the secret of the address that unsubscribes: hashed, to be found by, and sealed
-- under a key of the person's, to be written into the next mail. The row stays while the person does: an old mail's address
-- keeps working.
create table newsletter_choice
(
    organisation_id    uuid        not null,
    user_id            uuid        not null,
    newsletter_id      uuid        not null,
    newsletter_version bigint      not null,
    subscribed         boolean     not null,
    since              timestamptz not null,
    way                text        not null,
    consent_id         uuid        not null,
    key_slot           bigint      not null,
    token_hash         bytea       not null check (length(token_hash) = 32),
    token              bytea       not null,
    primary key (organisation_id, user_id, newsletter_id),
    unique (organisation_id, token_hash),
    foreign key (organisation_id, user_id) references app_user (organisation_id, id),
    foreign key (organisation_id, consent_id) references newsletter_consent (organisation_id, id)
);
create index newsletter_choice_by_consent on newsletter_choice (organisation_id, consent_id);
create index newsletter_choice_on on newsletter_choice (organisation_id, newsletter_id, user_id) where subscribed;
call isolate('newsletter_choice');
call holds_keys('newsletter_choice', 'key_slot');
grant select, insert, update (newsletter_version, subscribed, since, way, consent_id), delete on newsletter_choice to ${application};
call holds_nothing_personal('newsletter_choice', 'organisation_id', 'consent_id', 'key_slot');
call holds_personal('newsletter_choice', 'user_id', 'identification', '6(1)(a)', 'until-termination', 'nobody', 'erased');
call holds_personal('newsletter_choice', 'newsletter_id', 'newsletters', '6(1)(a)', 'until-termination', 'yourself', 'erased');
call holds_personal('newsletter_choice', 'newsletter_version', 'newsletters', '6(1)(a)', 'until-termination', 'yourself', 'erased');
call holds_personal('newsletter_choice', 'subscribed', 'newsletters', '6(1)(a)', 'until-termination', 'yourself', 'erased');
call holds_personal('newsletter_choice', 'since', 'newsletters', '6(1)(a)', 'until-termination', 'yourself', 'erased');
call holds_personal('newsletter_choice', 'way', 'newsletters', '6(1)(a)', 'until-termination', 'yourself', 'erased');
call holds_personal('newsletter_choice', 'token_hash', 'unsubscribing', '6(1)(c)', 'until-termination', 'nobody', 'erased');
call holds_personal('newsletter_choice', 'token', 'unsubscribing', '6(1)(c)', 'until-termination', 'mail-relay', 'erased');
