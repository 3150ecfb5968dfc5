create schema if not exists sso_admin;

create table sso_admin.instances (
  instance_arn text primary key,
  identity_store_id text not null unique,
  owner_account_id text not null unique,
  created_at timestamptz not null
);

create table sso_admin.permission_sets (
  arn text primary key,
  instance_arn text not null references sso_admin.instances (instance_arn),
  name text not null,
  description text,
  -- ISO 8601, PT1H to PT12H.
  session_duration text not null,
  relay_state text,
  inline_policy text,
  created_at timestamptz not null,
  unique (instance_arn, name)
);
create index permission_sets_page on sso_admin.permission_sets (instance_arn, arn);

create table sso_admin.managed_policies (
  permission_set_arn text not null references sso_admin.permission_sets (arn) on delete cascade,
  policy_arn text not null,
  primary key (permission_set_arn, policy_arn)
);

-- An assignment is in force from effective_at until ended_at.
create table sso_admin.assignments (
  account_id text not null,
  permission_set_arn text not null references sso_admin.permission_sets (arn),
  principal_type text not null check (principal_type in ('USER', 'GROUP')),
  principal_id text not null,
  effective_at timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, permission_set_arn, principal_type, principal_id)
);
create index assignments_by_principal on sso_admin.assignments (principal_id, account_id, permission_set_arn);
create index assignments_by_permission_set on sso_admin.assignments (permission_set_arn, account_id);

-- The role that a permission set has in an account, and whether it is as the permission set is now.
create table sso_admin.provisioned_roles (
  account_id text not null,
  permission_set_arn text not null references sso_admin.permission_sets (arn),
  role_name text not null,
  role_arn text not null,
  latest boolean not null,
  provisioned_at timestamptz not null,
  primary key (account_id, permission_set_arn)
);
create index provisioned_roles_by_permission_set on sso_admin.provisioned_roles (permission_set_arn, account_id);

-- Asynchronous requests: IN_PROGRESS before completes_at, then SUCCEEDED.
create table sso_admin.requests (
  request_id text primary key,
  instance_arn text not null references sso_admin.instances (instance_arn),
  type text not null check (type in ('CREATE_ASSIGNMENT', 'DELETE_ASSIGNMENT', 'PROVISION')),
  account_id text,
  permission_set_arn text not null,
  principal_type text,
  principal_id text,
  created_at timestamptz not null,
  completes_at timestamptz not null
);
create index requests_page on sso_admin.requests (instance_arn, type, request_id);
