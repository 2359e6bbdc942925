-- The roles of Lethe and its database: what the embedded server is made with, and what to run once on a server of your
-- own, with passwords filled in. Each statement ends with an empty line after it.

create role lethe_owner login nosuperuser nobypassrls password '${owner}';

create role lethe_app login nosuperuser nobypassrls password '${application}';

-- Owns the functions that search: the owner of the schema hands them over, nobody signs in as it.
create role lethe_search nologin nosuperuser nobypassrls;

grant lethe_search to lethe_owner;

grant pg_checkpoint, pg_read_all_settings to lethe_owner;

create database lethe owner lethe_owner;

