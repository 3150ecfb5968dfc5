-- The console lists accounts by name, of the organization and of one unit.
create index accounts_by_name on organizations.accounts (organization_id, lower(name) collate "C", id);
create index accounts_by_parent_and_name on organizations.accounts (parent_id, lower(name) collate "C", id);
