-- An entry that names a signing key is what leads from the first key to the later ones: it stays as long as there is a log.
create or replace function remove_audit_entries(sign_ins boolean, before timestamptz, most integer) returns integer
    language plpgsql security definer
    set search_path = public, pg_temp as
$$
declare
    -- A day of grace, for months are reckoned a little differently here and there.
    latest  constant timestamptz := least(before, moment() - kept_for(case when sign_ins then 'SIGN_IN_EVENT' else 'AUDIT_ENTRY' end)
        + interval '1 day');
    removed integer;
begin
    with old as (
        select e.id
        from audit_entry e
        join audit_leaf l on l.organisation_id = e.organisation_id and l.entry_id = e.id
        where e.organisation_id = current_organisation()
          and e.at <= latest
          and (e.action like 'signin.%') = sign_ins
          and e.action not in ('user.terminated', 'user.keys-destroyed', 'retention.applied', 'organisation.log-continued',
                               'signing-key.added')
        order by e.at
        limit most
        for update of e
    ), place as (
        delete from audit_leaf
        where organisation_id = current_organisation() and entry_id in (select id from old)
        returning leaf_index, entry_id
    ), entry as (
        delete from audit_entry
        where organisation_id = current_organisation() and id in (select entry_id from place)
        returning id
    ), noted as (
        insert into audit_removed (organisation_id, leaf_index)
        select current_organisation(), leaf_index
        from place
        returning leaf_index
    )
    select count(*) into removed from noted;
    return removed;
end
$$;

-- Whoever got SQL of theirs run could add rows of hundreds of megabytes, and nobody could read the keys any more. A real id has 24
-- characters, a public key 44 bytes and a private one, sealed, less than 150. What is there already is not looked at.
alter table signing_key
    add constraint signing_key_is_short check (length(id) <= 40 and length(public_key) <= 100 and length(private_key) <= 1000) not valid;
alter table signing_link
    add constraint signing_link_is_short check (length(key_id) <= 40) not valid;
