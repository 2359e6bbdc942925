create table notice
(
    organisation_id uuid        not null references organisation (id),
    version         integer     not null check (version > 0),
    published_at    timestamptz,
    in_force_from   timestamptz,
    primary key (organisation_id, version),
    check ((published_at is null) = (in_force_from is null))
);
comment on table notice is 'versions of the privacy notice; a draft has no published_at, a published one never changes';
call isolate('notice');
grant select, insert, update on notice to ${application};

create table notice_text
(
    organisation_id uuid    not null,
    version         integer not null,
    language        text    not null check (language in ('en', 'de')),
    markdown        text    not null,
    hash            bytea   not null check (length(hash) = 32),
    primary key (organisation_id, version, language),
    foreign key (organisation_id, version) references notice (organisation_id, version)
);
call isolate('notice_text');
grant select, insert, update on notice_text to ${application};

-- Evidence outlives the person's data: it holds ids only, and nothing here can be changed or removed.
create table attestation
(
    organisation_id  uuid        not null references organisation (id),
    user_id          uuid        not null,
    attested_by_kind text        not null check (attested_by_kind in ('USER', 'OPERATOR')),
    attested_by      uuid,
    attested_at      timestamptz not null,
    notice_version   integer     not null,
    language         text        not null,
    primary key (organisation_id, user_id),
    foreign key (organisation_id, notice_version, language) references notice_text (organisation_id, version, language)
);
comment on table attestation is 'Art. 7: who attested, when a user was created, that the person had consented';
call isolate('attestation');
grant select, insert on attestation to ${application};

create table own_consent
(
    organisation_id uuid        not null references organisation (id),
    user_id         uuid        not null,
    at              timestamptz not null,
    notice_version  integer     not null,
    language        text        not null,
    decision        text        not null check (decision in ('CONTINUE', 'REFUSE')),
    handover        text        not null check (handover in ('TEMPORARY_PASSWORD', 'LINK_BY_ADMIN', 'LINK_BY_MAIL', 'SET_UP')),
    handed_over_by  uuid,
    primary key (organisation_id, user_id, notice_version, decision),
    foreign key (organisation_id, notice_version, language) references notice_text (organisation_id, version, language)
);
comment on table own_consent is 'Art. 7: what the person decided, on which words, and who had handed over their first secret';
call isolate('own_consent');
grant select, insert on own_consent to ${application};
