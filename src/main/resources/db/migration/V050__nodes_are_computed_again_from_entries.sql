-- The application's own SQL can only add nodes. Where somebody else changed some, this computes them again: from the hashes of the
-- entries alone, as far as the last checkpoint reaches. It is the caller who holds the root to what was signed, and undoes all of it otherwise.
create function rebuild_audit_nodes() returns bigint
    language plpgsql security definer
    set search_path = public, pg_temp as
$$
declare
    covered bigint;
    changed bigint;
    wrong   bigint;
begin
    select coalesce(max(size), 0) into covered from audit_checkpoint where organisation_id = current_organisation();
    delete from audit_node
    where organisation_id = current_organisation() and node_index >= (covered >> least(level::integer, 62));
    get diagnostics wrong = row_count;
    insert into audit_node (organisation_id, level, node_index, hash)
    select current_organisation(), 0, l.leaf_index, e.leaf_hash
    from audit_leaf l
    join audit_entry e on e.organisation_id = l.organisation_id and e.id = l.entry_id
    where l.organisation_id = current_organisation() and l.leaf_index < covered
    on conflict (organisation_id, level, node_index) do update set hash = excluded.hash where audit_node.hash <> excluded.hash;
    get diagnostics changed = row_count;
    wrong := wrong + changed;
    for height in 1..62
    loop
        exit when covered >> height = 0;
        insert into audit_node (organisation_id, level, node_index, hash)
        select current_organisation(), height, le.node_index >> 1, sha256('\x01'::bytea || le.hash || ri.hash)
        from audit_node le
        join audit_node ri on ri.organisation_id = le.organisation_id and ri.level = le.level and ri.node_index = le.node_index + 1
        where le.organisation_id = current_organisation()
          and le.level = height - 1
          and le.node_index % 2 = 0
          and ri.node_index < (covered >> (height - 1))
        on conflict (organisation_id, level, node_index) do update set hash = excluded.hash where audit_node.hash <> excluded.hash;
        get diagnostics changed = row_count;
        wrong := wrong + changed;
    end loop;
    return wrong;
end
$$;
revoke all on function rebuild_audit_nodes from public;
grant execute on function rebuild_audit_nodes to ${application};

-- How many logs somebody else has changed: what health may tell everybody, and nothing of whose they are.
create function altered_audit_logs(of_kind text) returns bigint
    language sql stable security definer
    set search_path = public, pg_temp as
$$
select count(*) from work where kind = of_kind and of_kind in ('LOG_ALTERED', 'LOG_BROKEN')
$$;
revoke all on function altered_audit_logs from public;
grant execute on function altered_audit_logs to ${application};
