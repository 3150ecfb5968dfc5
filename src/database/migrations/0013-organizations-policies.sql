-- Policy types that are enabled in an organization's one root.
create table organizations.policy_types (
  organization_id text not null references organizations.organizations,
  type text not null,
  enabled_at timestamptz not null,
  primary key (organization_id, type)
);

-- Policies that people make; those of AWS (p-FullAWSAccess, p-RCPFullAWSAccess) are in the code.
create table organizations.policies (
  id text primary key,
  organization_id text not null references organizations.organizations,
  type text not null,
  name text not null,
  description text not null,
  content text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint policies_names unique (organization_id, type, name)
);
create index policies_by_type on organizations.policies (organization_id, type, created_at, id);

-- What is attached to the root, to organizational units and to accounts. A policy of AWS has no row to refer to.
create table organizations.policy_attachments (
  organization_id text not null references organizations.organizations,
  type text not null,
  target_id text not null,
  policy_id text not null,
  attached_at timestamptz not null,
  primary key (target_id, policy_id)
);
create index policy_attachments_by_policy on organizations.policy_attachments (organization_id, policy_id, target_id);

create table organizations.resource_policies (
  organization_id text primary key references organizations.organizations,
  id text not null unique,
  content text not null,
  updated_at timestamptz not null
);

-- Service control policies counted as enabled until now.
insert into organizations.policy_types (organization_id, type, enabled_at)
  select id, 'SERVICE_CONTROL_POLICY', created_at from organizations.organizations where feature_set = 'ALL';
insert into organizations.policy_attachments (organization_id, type, target_id, policy_id, attached_at)
  select targets.organization_id, types.type, targets.id, 'p-FullAWSAccess', types.enabled_at
  from organizations.policy_types types
  join (
    select id, organization_id from organizations.parents
    union all
    select id, organization_id from organizations.accounts
  ) targets on targets.organization_id = types.organization_id;
