-- Every column says, where it lives, whether it holds personal data; and if so, what for, on which ground, how long, who
-- receives it and what a termination does to it. The words are keys of the inventory's messages.

create procedure holds_personal(
    held_in regclass,
    column_name text,
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
end
$$;

create procedure holds_nothing_personal(held_in regclass, variadic column_names text[])
    language plpgsql as
$$
declare
    column_name text;
begin
    foreach column_name in array column_names
    loop
        execute format('comment on column %s.%I is %L', held_in, column_name, 'nothing personal');
    end loop;
end
$$;
