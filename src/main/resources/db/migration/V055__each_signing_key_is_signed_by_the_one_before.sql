create table signing_link
(
    key_id text primary key,
    note   text not null check (length(note) <= 1000)
);
comment on table signing_link is
    'what each signing key says of the next, as a signed note; a key without a link that holds is neither published nor used';
-- No foreign key: a link that has lost its key is found and told.
call holds_nothing_personal('signing_link', 'key_id', 'note');
grant select, insert on signing_link to ${application};
