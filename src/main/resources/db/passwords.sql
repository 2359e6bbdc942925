-- A role can change its own password: the embedded server's are what the data directory says, whatever happened to them.

alter role lethe_owner password '${owner}';

alter role lethe_app password '${application}';

