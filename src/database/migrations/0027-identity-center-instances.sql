-- Policies of the customer's own, which each account looks for under name and path when the permission set's role is made there.
create table sso_admin.customer_managed_policies (
  permission_set_arn text not null references sso_admin.permission_sets on delete cascade,
  path text not null,
  name text not null,
  primary key (permission_set_arn, path, name)
);

alter table sso_admin.instances
  add column name text,
  -- Of a member account alone, for applications; otherwise the organization's.
  add column is_account_instance boolean not null default false,
  -- Null for the installation's home Region.
  add column primary_region text,
  add column client_token text,
  -- Created, and gone, from these times on.
  add column active_at timestamptz,
  add column gone_at timestamptz,
  -- The customer's key; null for AWS's own. In force from its time on.
  add column kms_key_arn text,
  add column encrypted_at timestamptz,
  -- From when on attributes of people go into their sessions; null when they do not.
  add column access_control_at timestamptz;

create table sso_admin.access_control_attributes (
  instance_arn text not null references sso_admin.instances on delete cascade,
  key text not null,
  -- An attribute of a person: ${path:enterprise.department}.
  source text not null,
  primary key (instance_arn, key)
);

-- Regions beside the primary one: ADDING or REMOVING until changed_at; then ACTIVE, or gone.
create table sso_admin.regions (
  instance_arn text not null references sso_admin.instances on delete cascade,
  region_name text not null,
  added_at timestamptz not null,
  removing boolean not null,
  changed_at timestamptz not null,
  primary key (instance_arn, region_name)
);

create table sso_admin.instance_tags (
  instance_arn text not null references sso_admin.instances on delete cascade,
  key text not null,
  value text not null,
  primary key (instance_arn, key)
);
