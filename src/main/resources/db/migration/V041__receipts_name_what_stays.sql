-- A receipt names everything that stays of somebody, and a confirmation before it: in words that the columns declare, so that
-- whoever adds a column says what it is called there.

-- What the columns of somebody's own row are called.
create procedure called_on_receipts(held_in regclass, word text, variadic column_names text[])
    language plpgsql as
$$
declare
    column_name text;
    terms       jsonb;
begin
    foreach column_name in array column_names
    loop
        select col_description(attrelid, attnum)::jsonb || jsonb_build_object('word', word)
        into strict terms
        from pg_attribute
        where attrelid = held_in and attname = column_name;
        execute format('comment on column %s.%I is %L', held_in, column_name, terms);
    end loop;
end
$$;

-- What it is called that a row which is somebody else's, or nobody's, names a person in that column: those rows that the
-- condition is about, for as long as another kind where it is not the column's own.
create procedure names_others(held_in regclass, column_name text, word text, until text default null, only_where text default null)
    language plpgsql as
$$
declare
    terms jsonb;
begin
    select col_description(attrelid, attnum)::jsonb
    into strict terms
    from pg_attribute
    where attrelid = held_in and attname = column_name;
    terms := jsonb_set(terms, '{names}', coalesce(terms -> 'names', '[]') || jsonb_build_array(jsonb_strip_nulls(
        jsonb_build_object('word', word, 'until', until, 'where', only_where))));
    execute format('comment on column %s.%I is %L', held_in, column_name, terms);
end
$$;

call called_on_receipts('app_user', 'firstName', 'first_name', 'sort_first_name');
call called_on_receipts('app_user', 'lastName', 'last_name', 'search_name', 'sort_name');
call called_on_receipts('app_user', 'id', 'id');
call called_on_receipts('app_user', 'lastType', 'type');
call called_on_receipts('app_user', 'lastRole', 'last_role_id', 'last_role_name');
call called_on_receipts('app_user', 'created', 'created_at', 'created_by');
call called_on_receipts('app_user', 'terminated', 'status', 'terminated_at', 'terminated_by', 'retained_until');
call called_on_receipts('app_user', 'access', 'role_id', 'access_until');
call called_on_receipts('account', 'email', 'user_id', 'email', 'last_month');
call called_on_receipts('credential', 'password', 'user_id', 'password', 'first_secret', 'first_secret_expires', 'choose_password',
    'handover', 'handed_over_by');
call called_on_receipts('one_time_link', 'links', 'user_id', 'hash', 'expires_at', 'purpose', 'by_mail', 'issued_by');
call called_on_receipts('recovery_code', 'recoveryCodes', 'user_id', 'hash');
call called_on_receipts('session', 'sessions', 'id', 'user_id', 'kind', 'hash', 'created_at', 'last_seen_at', 'expires_at');
call called_on_receipts('access_token', 'tokens', 'id', 'user_id', 'name', 'hash', 'created_at', 'expires_at', 'last_used_on', 'past_gate');
call called_on_receipts('idempotency_key', 'repeats', 'actor_id', 'key', 'created_id', 'created_at');
call called_on_receipts('suspension', 'reason', 'user_id', 'reason', 'at', 'by', 'was');
call called_on_receipts('newsletter_choice', 'subscriptions', 'user_id', 'newsletter_id', 'newsletter_version', 'subscribed', 'since',
    'way', 'token_hash', 'token');
call called_on_receipts('delivery', 'deliveries', 'user_id', 'issue_id', 'state', 'in_doubt');
call called_on_receipts('mail', 'queue', 'user_id', 'kind', 'language', 'queued_at');
call called_on_receipts('pending_email', 'unconfirmedEmail', 'user_id', 'email', 'hash', 'expires_at');
call called_on_receipts('former_email', 'formerEmail', 'user_id', 'email');
call called_on_receipts('imported_line', 'importLine', 'user_id');
call called_on_receipts('attestation', 'consentEvidence', 'user_id', 'attested_by', 'attested_at', 'notice_version', 'language');
call called_on_receipts('own_consent', 'consentEvidence', 'user_id', 'at', 'notice_version', 'language', 'decision', 'handover',
    'handed_over_by');
call called_on_receipts('newsletter_consent', 'newsletterEvidence', 'user_id', 'newsletter_id', 'newsletter_version', 'at', 'act', 'way',
    'language', 'words', 'hash');
call called_on_receipts('access_review_person', 'reviewLines', 'user_id', 'outcome', 'why');
call called_on_receipts('termination', 'receipt', 'user_id', 'receipt_id', 'terminated_at', 'terminated_by', 'self', 'erased',
    'retained_until', 'entry_id', 'receipt');
call called_on_receipts('receipt_link', 'receiptAddress', 'user_id', 'hash', 'expires_at');

call names_others('app_user', 'created_by', 'accountsMade');
call names_others('app_user', 'terminated_by', 'terminationsMade');
call names_others('termination', 'terminated_by', 'othersReceipts');
call names_others('attestation', 'attested_by', 'attestationsMade');
call names_others('own_consent', 'handed_over_by', 'handovers');
call names_others('credential', 'handed_over_by', 'handovers');
call names_others('one_time_link', 'issued_by', 'handovers');
call names_others('suspension', 'by', 'suspensionsMade');
call names_others('partner', 'deactivated_by', 'partnersDeactivated');
call names_others('billing_details', 'updated_by', 'billingChanges');
call names_others('user_import', 'created_by', 'importsMade');
call names_others('user_import', 'started_by', 'importsMade');
call names_others('access_review', 'created_by', 'reviewsMade');
call names_others('access_review', 'started_by', 'reviewsMade');
call names_others('idempotency_key', 'created_id', 'creationKey');
call names_others('audit_entry', 'actor_id', 'auditEntries', only_where => 'action not like ''signin.%''');
call names_others('audit_entry', 'target_id', 'auditEntries', only_where => 'action not like ''signin.%''');
call names_others('audit_entry', 'actor_id', 'signInTimes', 'sign-in-event', 'action like ''signin.%''');
call names_others('audit_entry', 'target_id', 'signInTimes', 'sign-in-event', 'action like ''signin.%''');

-- Looked for at each termination, whoever it is.
create index app_user_by_creator on app_user (organisation_id, created_by);
create index app_user_by_terminator on app_user (organisation_id, terminated_by) where terminated_by is not null;
create index termination_by_terminator on termination (organisation_id, terminated_by);
create index attestation_by_attestor on attestation (organisation_id, attested_by);
create index own_consent_by_handover on own_consent (organisation_id, handed_over_by) where handed_over_by is not null;
create index credential_by_handover on credential (organisation_id, handed_over_by) where handed_over_by is not null;
create index one_time_link_by_issuer on one_time_link (organisation_id, issued_by) where issued_by is not null;
create index partner_by_deactivator on partner (organisation_id, deactivated_by) where deactivated_by is not null;
create index billing_details_by_updater on billing_details (organisation_id, updated_by);
create index access_review_person_by_user on access_review_person (organisation_id, user_id);
create index idempotency_key_by_created on idempotency_key (organisation_id, created_id);
