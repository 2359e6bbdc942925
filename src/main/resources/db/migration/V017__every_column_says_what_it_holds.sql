-- What every column of the tables so far holds of a person, and why: the inventory. A user's id is personal, and where it
-- says whose the row is its purpose is identification.

call holds_nothing_personal('organisation', 'id', 'slug');
call holds_nothing_personal('organisation_details', 'organisation_id', 'name', 'created_at', 'version');
call holds_nothing_personal('organisation_key', 'organisation_id', 'slot');
call holds_nothing_personal('installation', 'id', 'incarnation', 'only_one');
call holds_nothing_personal('key_holder', 'holder', 'slot_column');
call holds_nothing_personal('destroyed_slot', 'slot', 'at');
call holds_nothing_personal('signing_key', 'id', 'row_id', 'public_key', 'private_key', 'created_at');
call holds_nothing_personal('operator_secret', 'hash', 'kind', 'expires_at');
call holds_nothing_personal('storage_limit', 'organisation_id', 'kind', 'years');
call holds_nothing_personal('role', 'id', 'organisation_id', 'name', 'permissions', 'created_at', 'version');
call holds_nothing_personal('notice', 'organisation_id', 'version', 'published_at', 'in_force_from');
call holds_nothing_personal('notice_text', 'organisation_id', 'version', 'language', 'markdown', 'hash');

-- Whom to ask: often a desk, sometimes a person.
call holds_nothing_personal('support_channel', 'organisation_id', 'position', 'kind');
call holds_personal('support_channel', 'value', 'support', '6(1)(c)', 'until-replaced', 'everybody', 'retained');
call holds_nothing_personal('operator_support_channel', 'position', 'kind');
call holds_personal('operator_support_channel', 'value', 'support', '6(1)(c)', 'until-replaced', 'everybody', 'retained');

-- People: what stays.
call holds_nothing_personal('app_user', 'organisation_id', 'created_by_kind');
call holds_personal('app_user', 'id', 'identification', '6(1)(f)', 'retention-period', 'witnesses', 'retained');
call holds_personal('app_user', 'first_name', 'address', '6(1)(a)', 'retention-period', 'witnesses', 'retained');
call holds_personal('app_user', 'last_name', 'address', '6(1)(a)', 'retention-period', 'witnesses', 'retained');
call holds_personal('app_user', 'search_name', 'address', '6(1)(a)', 'retention-period', 'witnesses', 'retained');
call holds_personal('app_user', 'sort_name', 'address', '6(1)(a)', 'retention-period', 'witnesses', 'retained');
call holds_personal('app_user', 'sort_first_name', 'address', '6(1)(a)', 'retention-period', 'witnesses', 'retained');
call holds_personal('app_user', 'type', 'access', '6(1)(f)', 'retention-period', 'administrators', 'retained');
call holds_personal('app_user', 'role_id', 'access', '6(1)(f)', 'until-termination', 'administrators', 'erased');
call holds_personal('app_user', 'access_until', 'access', '6(1)(f)', 'until-termination', 'administrators', 'erased');
call holds_personal('app_user', 'status', 'access', '6(1)(f)', 'retention-period', 'administrators', 'retained');
call holds_personal('app_user', 'created_at', 'accountability', '6(1)(f)', 'retention-period', 'administrators', 'retained');
call holds_personal('app_user', 'created_by', 'accountability', '6(1)(f)', 'retention-period', 'administrators', 'retained');
call holds_personal('app_user', 'last_role_id', 'accountability', '6(1)(f)', 'retention-period', 'auditors', 'retained');
call holds_personal('app_user', 'last_role_name', 'accountability', '6(1)(f)', 'retention-period', 'auditors', 'retained');
call holds_personal('app_user', 'terminated_at', 'accountability', '6(1)(f)', 'retention-period', 'auditors', 'retained');
call holds_personal('app_user', 'terminated_by', 'accountability', '6(1)(f)', 'retention-period', 'auditors', 'retained');
call holds_personal('app_user', 'retained_until', 'accountability', '6(1)(f)', 'retention-period', 'auditors', 'retained');

-- People: what goes.
call holds_nothing_personal('account', 'organisation_id', 'key_slot');
call holds_personal('account', 'user_id', 'identification', '6(1)(a)', 'until-termination', 'administrators', 'erased');
call holds_personal('account', 'email', 'contact', '6(1)(a)', 'until-termination', 'administrators', 'erased');

call holds_nothing_personal('credential', 'organisation_id', 'secrets_slot');
call holds_personal('credential', 'user_id', 'identification', '6(1)(f)', 'until-termination', 'nobody', 'erased');
call holds_personal('credential', 'password', 'sign-in', '6(1)(f)', 'until-termination', 'nobody', 'erased');
call holds_personal('credential', 'first_secret', 'sign-in', '6(1)(f)', 'until-used', 'nobody', 'erased');
call holds_personal('credential', 'first_secret_expires', 'sign-in', '6(1)(f)', 'until-used', 'nobody', 'erased');
call holds_personal('credential', 'choose_password', 'sign-in', '6(1)(f)', 'until-termination', 'nobody', 'erased');
call holds_personal('credential', 'handover', 'proof-of-consent', '6(1)(c)', 'until-termination', 'administrators', 'erased');
call holds_personal('credential', 'handed_over_by', 'accountability', '6(1)(c)', 'until-termination', 'administrators', 'retained');

call holds_nothing_personal('one_time_link', 'organisation_id');
call holds_personal('one_time_link', 'user_id', 'identification', '6(1)(f)', 'until-used', 'nobody', 'erased');
call holds_personal('one_time_link', 'hash', 'sign-in', '6(1)(f)', 'until-used', 'nobody', 'erased');
call holds_personal('one_time_link', 'expires_at', 'sign-in', '6(1)(f)', 'until-used', 'nobody', 'erased');

call holds_nothing_personal('recovery_code', 'organisation_id');
call holds_personal('recovery_code', 'user_id', 'identification', '6(1)(f)', 'until-used', 'nobody', 'erased');
call holds_personal('recovery_code', 'hash', 'sign-in', '6(1)(f)', 'until-used', 'nobody', 'erased');

call holds_nothing_personal('session', 'organisation_id');
call holds_personal('session', 'id', 'sign-in', '6(1)(f)', 'until-signed-out', 'yourself', 'erased');
call holds_personal('session', 'user_id', 'identification', '6(1)(f)', 'until-signed-out', 'yourself', 'erased');
call holds_personal('session', 'kind', 'sign-in', '6(1)(f)', 'until-signed-out', 'yourself', 'erased');
call holds_personal('session', 'hash', 'sign-in', '6(1)(f)', 'until-signed-out', 'nobody', 'erased');
call holds_personal('session', 'created_at', 'sign-in', '6(1)(f)', 'until-signed-out', 'yourself', 'erased');
call holds_personal('session', 'last_seen_at', 'sign-in', '6(1)(f)', 'until-signed-out', 'yourself', 'erased');
call holds_personal('session', 'expires_at', 'sign-in', '6(1)(f)', 'until-signed-out', 'yourself', 'erased');

call holds_nothing_personal('access_token', 'organisation_id');
call holds_personal('access_token', 'id', 'programs', '6(1)(f)', 'until-revoked', 'yourself', 'erased');
call holds_personal('access_token', 'user_id', 'identification', '6(1)(f)', 'until-revoked', 'yourself', 'erased');
call holds_personal('access_token', 'name', 'programs', '6(1)(f)', 'until-revoked', 'yourself', 'erased');
call holds_personal('access_token', 'hash', 'programs', '6(1)(f)', 'until-revoked', 'nobody', 'erased');
call holds_personal('access_token', 'created_at', 'programs', '6(1)(f)', 'until-revoked', 'yourself', 'erased');
call holds_personal('access_token', 'expires_at', 'programs', '6(1)(f)', 'until-revoked', 'yourself', 'erased');
call holds_personal('access_token', 'last_used_on', 'programs', '6(1)(f)', 'until-revoked', 'yourself', 'erased');
call holds_personal('access_token', 'past_gate', 'programs', '6(1)(f)', 'until-revoked', 'yourself', 'erased');

call holds_nothing_personal('idempotency_key', 'organisation_id');
call holds_personal('idempotency_key', 'actor_id', 'identification', '6(1)(f)', 'one-day', 'nobody', 'erased');
call holds_personal('idempotency_key', 'key', 'repeats', '6(1)(f)', 'one-day', 'nobody', 'erased');
call holds_personal('idempotency_key', 'created_id', 'repeats', '6(1)(f)', 'one-day', 'nobody', 'erased');
call holds_personal('idempotency_key', 'created_at', 'repeats', '6(1)(f)', 'one-day', 'nobody', 'erased');

-- Evidence.
call holds_nothing_personal('attestation', 'organisation_id', 'attested_by_kind');
call holds_personal('attestation', 'user_id', 'identification', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('attestation', 'attested_by', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('attestation', 'attested_at', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('attestation', 'notice_version', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('attestation', 'language', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');

call holds_nothing_personal('own_consent', 'organisation_id');
call holds_personal('own_consent', 'user_id', 'identification', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('own_consent', 'at', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('own_consent', 'notice_version', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('own_consent', 'language', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('own_consent', 'decision', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('own_consent', 'handover', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('own_consent', 'handed_over_by', 'proof-of-consent', '6(1)(c)', 'evidence', 'auditors', 'retained');

call holds_nothing_personal('termination', 'organisation_id', 'entry_hash');
call holds_personal('termination', 'user_id', 'identification', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'receipt_id', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'terminated_at', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'terminated_by', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'self', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'erased', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'retained_until', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'entry_id', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');
call holds_personal('termination', 'receipt', 'proof-of-erasure', '6(1)(c)', 'evidence', 'auditors', 'retained');

call holds_nothing_personal('receipt_link', 'organisation_id');
call holds_personal('receipt_link', 'user_id', 'identification', '6(1)(c)', 'thirty-days', 'yourself', 'retained');
call holds_personal('receipt_link', 'hash', 'proof-of-erasure', '6(1)(c)', 'thirty-days', 'nobody', 'retained');
call holds_personal('receipt_link', 'expires_at', 'proof-of-erasure', '6(1)(c)', 'thirty-days', 'yourself', 'retained');

-- What is still to be forgotten names whose it is until that is done.
call holds_nothing_personal('work', 'organisation_id', 'kind', 'due');
call holds_personal('work', 'subject', 'erasure', '6(1)(c)', 'until-done', 'nobody', 'erased');
call holds_nothing_personal('pending_forgetting', 'organisation_id', 'slot');
call holds_personal('pending_forgetting', 'subject', 'erasure', '6(1)(c)', 'until-done', 'nobody', 'erased');

-- Acts.
call holds_nothing_personal('audit_entry', 'id', 'organisation_id', 'actor_kind', 'target_kind', 'salt', 'leaf_hash');
call holds_personal('audit_entry', 'at', 'accountability', '6(1)(f)', 'audit-log', 'auditors', 'retained');
call holds_personal('audit_entry', 'actor_id', 'accountability', '6(1)(f)', 'audit-log', 'auditors', 'retained');
call holds_personal('audit_entry', 'action', 'accountability', '6(1)(f)', 'audit-log', 'auditors', 'retained');
call holds_personal('audit_entry', 'target_id', 'accountability', '6(1)(f)', 'audit-log', 'auditors', 'retained');
call holds_personal('audit_entry', 'facts', 'accountability', '6(1)(f)', 'audit-log', 'auditors', 'retained');

-- Partners are companies; who works there may be reached at the address, and one of our people deactivated them.
call holds_nothing_personal('partner', 'id', 'organisation_id', 'name', 'search_name', 'sort_name', 'website', 'category', 'status',
    'created_at', 'version');
call holds_personal('partner', 'deactivated_at', 'accountability', '6(1)(f)', 'with-partner', 'partners', 'retained');
call holds_personal('partner', 'deactivated_by', 'accountability', '6(1)(f)', 'with-partner', 'partners', 'retained');
call holds_personal('partner', 'deactivation_reason', 'accountability', '6(1)(f)', 'with-partner', 'partners', 'retained');
call holds_nothing_personal('partner_contact', 'partner_id', 'organisation_id', 'key_slot');
call holds_personal('partner_contact', 'email', 'partner-contact', '6(1)(f)', 'with-partner', 'partners', 'retained');
