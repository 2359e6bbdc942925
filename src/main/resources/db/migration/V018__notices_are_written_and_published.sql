-- A published notice never changes, whatever the application's own SQL might do by mistake: it reaches drafts only.
grant delete on notice_text to ${application};

create policy only_drafts_change on notice as restrictive for update to ${application}
    using (published_at is null) with check (true);

create function is_draft(of_organisation uuid, of_version integer) returns boolean
    language sql stable
    return exists (
        select 1
        from notice n
        where n.organisation_id = of_organisation and n.version = of_version and n.published_at is null
    );

create policy only_drafts_are_written on notice_text as restrictive for insert to ${application}
    with check (is_draft(organisation_id, version));
create policy only_drafts_change on notice_text as restrictive for update to ${application}
    using (is_draft(organisation_id, version));
create policy only_drafts_lose_texts on notice_text as restrictive for delete to ${application}
    using (is_draft(organisation_id, version));

-- Evidence is listed newest first, and a page of it begins after an entry: an id says which, and nothing of a person.
alter table attestation add id uuid not null default gen_random_uuid();
alter table attestation alter id drop default;
create unique index attestation_by_id on attestation (organisation_id, id);
create index attestation_in_order on attestation (organisation_id, attested_at desc, id desc);
alter table own_consent add id uuid not null default gen_random_uuid();
alter table own_consent alter id drop default;
create unique index own_consent_by_id on own_consent (organisation_id, id);
create index own_consent_in_order on own_consent (organisation_id, at desc, id desc);
call holds_nothing_personal('attestation', 'id');
call holds_nothing_personal('own_consent', 'id');
