create schema if not exists organizations;

create table organizations.organizations (
  id text primary key,
  management_account_id text not null unique,
  root_id text not null unique,
  feature_set text not null check (feature_set in ('ALL', 'CONSOLIDATED_BILLING')),
  account_quota integer not null default 10000,
  -- Kept beside the rows so that the quota is checked without counting them.
  account_count integer not null,
  created_at timestamptz not null
);

-- What accounts and organizational units lie in: the roots (parent_id null) and the organizational units.
-- An organizational unit never moves, so depth and path are for ever.
create table organizations.parents (
  id text primary key,
  organization_id text not null references organizations.organizations,
  parent_id text references organizations.parents,
  name text not null,
  depth integer not null check (depth between 0 and 5),
  path text not null,
  created_at timestamptz not null,
  constraint parents_sibling_names unique (parent_id, name)
);
create index parents_by_organization on organizations.parents (organization_id);
create index parents_by_parent on organizations.parents (parent_id, created_at, id);

-- Every account of the installation. One without an organization stands alone; one whose joined_at is ahead is being created.
create table organizations.accounts (
  id text primary key,
  organization_id text references organizations.organizations,
  parent_id text references organizations.parents,
  name text not null,
  email text not null,
  state text not null check (state in ('ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED')),
  joined_method text check (joined_method in ('INVITED', 'CREATED')),
  joined_at timestamptz,
  created_at timestamptz not null,
  search_text text not null generated always as (lower(name || ' ' || email || ' ' || id)) stored,
  constraint accounts_membership check (num_nulls(organization_id, parent_id, joined_method, joined_at) in (0, 4))
);
create unique index accounts_email on organizations.accounts (lower(email));
create index accounts_by_organization on organizations.accounts (organization_id, joined_at, id);
create index accounts_by_parent on organizations.accounts (parent_id, joined_at, id);

create table organizations.create_account_requests (
  id text primary key,
  organization_id text not null references organizations.organizations,
  account_name text not null,
  account_id text references organizations.accounts,
  failure_reason text,
  requested_at timestamptz not null,
  completes_at timestamptz not null,
  constraint create_account_requests_outcome check (num_nulls(account_id, failure_reason) = 1)
);
create index create_account_requests_by_time on organizations.create_account_requests (organization_id, requested_at, id);
create index create_account_requests_open on organizations.create_account_requests (organization_id, completes_at);
create index create_account_requests_failed on organizations.create_account_requests (organization_id, requested_at, id)
  where failure_reason is not null;

-- Tags of accounts, organizational units and roots.
create table organizations.tags (
  resource_id text not null,
  key text not null,
  value text not null,
  primary key (resource_id, key)
);
