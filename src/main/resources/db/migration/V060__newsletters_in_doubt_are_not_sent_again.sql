-- What was on the wire when it was interrupted is in doubt only where the server was handed the whole of it; all else is sent
-- again. Of what is there already nobody knows: that is taken for handed over.
alter table delivery add handed_over boolean not null default true;
alter table delivery alter column handed_over set default false;
call holds_personal('delivery', 'handed_over', 'newsletters', 'deliver-newsletter', '6(1)(a)', 'newsletter-delivery', 'nobody', 'erased');
call called_on_receipts('delivery', 'deliveries', 'handed_over');
grant update (handed_over) on delivery to ${application};
