-- The mark of an imported file was computed from the names and e-mails in it: whoever has the database and the key file could test
-- guesses by it. Marks are computed from which cells are empty now; imports with a former one go by their number of lines.
alter table import_problem no force row level security;
delete from import_problem where line = 0;
alter table import_problem force row level security;
