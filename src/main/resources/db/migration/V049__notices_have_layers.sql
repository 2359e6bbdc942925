-- A notice is read in three layers: what matters on one screen, then by purpose, then the whole register, which is frozen when
-- the version is published. Versions from before have the one text that they had, and its hash.
alter table notice_text add summary text;
alter table notice_text add register text check (register is null or summary is not null);
call holds_nothing_personal('notice_text', 'summary', 'register');

-- Organisations that are here already get the layers as a draft, once; nobody is asked before somebody publishes it.
insert into work (organisation_id, kind, subject, due)
select id, 'NOTICE_LAYERS', id, now()
from organisation;
