-- The entries about terminations are never removed, but receipts gave them the time of all other entries. They have a word of their
-- own now, and no end.
do
$$
declare
    held text;
begin
    foreach held in array array['actor_id', 'target_id']
    loop
        execute format('comment on column audit_entry.%I is %L', held, (
            select col_description(attrelid, attnum)::jsonb - 'names'
            from pg_attribute
            where attrelid = 'audit_entry'::regclass and attname = held));
        call names_others('audit_entry', held, 'auditEntries',
            only_where => 'action not like ''signin.%'' and action not in (''user.terminated'', ''user.keys-destroyed'')');
        call names_others('audit_entry', held, 'terminationEntries', 'evidence',
            'action in (''user.terminated'', ''user.keys-destroyed'')');
        call names_others('audit_entry', held, 'signInTimes', 'sign-in-event', 'action like ''signin.%''');
    end loop;
end
$$;
