-- People meet what is stored of them in a few groups, the same ones everywhere: notice, termination, receipt, download and
-- record of processing. Every column with personal data names its group from now on.
create procedure in_group(held_in regclass, belongs_to text, variadic column_names text[])
    language plpgsql as
$$
declare
    column_name text;
    terms       jsonb;
begin
    if belongs_to not in ('account', 'signing-in', 'consent', 'newsletters', 'work', 'security-log', 'partners', 'organisation') then
        raise exception 'There is no group % for %', belongs_to, held_in;
    end if;
    foreach column_name in array column_names
    loop
        select col_description(attrelid, attnum)::jsonb || jsonb_build_object('group', belongs_to)
        into strict terms
        from pg_attribute
        where attrelid = held_in and attname = column_name;
        execute format('comment on column %s.%I is %L', held_in, column_name, terms);
    end loop;
end
$$;

-- The columns so far: who changed a partner is work done here; the rest follows its table and, in a table that is not named
-- here, its purpose, and then its neighbours. A column that still has none is found by a test.
do
$$
declare
    held        record;
    belongs_to  text;
begin
    for held in
        select c.attrelid::regclass as held_in, t.relname, c.attname, col_description(c.attrelid, c.attnum)::jsonb ->> 'purpose' as purpose
        from pg_class t
        join pg_attribute c on c.attrelid = t.oid
        where t.relnamespace = 'public'::regnamespace
        and t.relkind in ('r', 'p')
        and c.attnum > 0
        and not c.attisdropped
        and col_description(c.attrelid, c.attnum) like '{%'
    loop
        belongs_to := case
            when held.relname in ('app_user', 'account', 'mail', 'pending_email', 'former_email', 'suspension', 'staged_line',
                'imported_line', 'access_review_person') then 'account'
            when held.relname in ('credential', 'one_time_link', 'recovery_code', 'session', 'access_token') then 'signing-in'
            when held.relname in ('attestation', 'own_consent', 'termination', 'receipt_link', 'work', 'pending_forgetting')
                then 'consent'
            when held.relname in ('newsletter_consent', 'newsletter_choice', 'delivery') then 'newsletters'
            when held.relname in ('idempotency_key', 'user_import', 'access_review') then 'work'
            when held.relname = 'audit_entry' then 'security-log'
            when held.relname in ('partner_contact', 'billing_details', 'billing_change', 'partner') then
                case held.purpose when 'accountability' then 'work' else 'partners' end
            when held.relname in ('support_channel', 'operator_support_channel') then 'organisation'
            when held.purpose in ('sign-in', 'programs') then 'signing-in'
            when held.purpose in ('newsletters', 'unsubscribing', 'deliver-newsletter') then 'newsletters'
            when held.purpose in ('proof-of-consent', 'proof-of-erasure', 'erasure') then 'consent'
            when held.purpose in ('address', 'contact', 'access', 'send-mail', 'confirm-new-email', 'tell-former-email', 'suspension',
                'import', 'access-review') then 'account'
            when held.purpose in ('accountability', 'repeats') then 'work'
            when held.purpose in ('billing', 'partner-contact') then 'partners'
            when held.purpose = 'support' then 'organisation'
        end;
        if belongs_to is not null then
            call in_group(held.held_in, belongs_to, variadic array [held.attname::text]);
        end if;
    end loop;

    for held in
        select c.attrelid::regclass as held_in, c.attname, (
            select col_description(n.attrelid, n.attnum)::jsonb ->> 'group'
            from pg_attribute n
            where n.attrelid = c.attrelid
            and n.attnum > 0
            and col_description(n.attrelid, n.attnum) like '{%'
            and col_description(n.attrelid, n.attnum)::jsonb ? 'group'
            limit 1
        ) as neighbours
        from pg_class t
        join pg_attribute c on c.attrelid = t.oid
        where t.relnamespace = 'public'::regnamespace
        and t.relkind in ('r', 'p')
        and c.attnum > 0
        and not c.attisdropped
        and col_description(c.attrelid, c.attnum) like '{%'
        and not col_description(c.attrelid, c.attnum)::jsonb ? 'group'
    loop
        if held.neighbours is not null then
            call in_group(held.held_in, held.neighbours, variadic array [held.attname::text]);
        end if;
    end loop;
end
$$;

drop procedure holds_personal(regclass, text, text, text, text, text, text);
create procedure holds_personal(
    held_in regclass,
    column_name text,
    belongs_to text,
    purpose text,
    basis text,
    retention text,
    recipients text,
    at_termination text
)
    language plpgsql as
$$
begin
    if at_termination not in ('erased', 'retained') then
        raise exception '% is neither erased nor retained', at_termination;
    end if;
    execute format('comment on column %s.%I is %L', held_in, column_name, jsonb_build_object(
        'purpose', purpose,
        'basis', basis,
        'retention', retention,
        'recipients', recipients,
        'atTermination', at_termination));
    call in_group(held_in, belongs_to, variadic array [column_name]);
end
$$;
