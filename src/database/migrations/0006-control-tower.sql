create schema if not exists control_tower;

create table control_tower.landing_zones (
  arn text primary key,
  organization_id text not null unique,
  management_account_id text not null,
  region text not null,
  version text not null,
  security_unit_id text not null,
  -- A document of the API, given back as it was set up.
  manifest jsonb not null,
  created_at timestamptz not null
);

create table control_tower.baseline_operations (
  id text primary key,
  organization_id text not null references control_tower.landing_zones (organization_id),
  type text not null check (type in ('ENABLE_BASELINE')),
  started_at timestamptz not null,
  completes_at timestamptz not null
);

-- Baselines in force on organizational units and accounts; one whose completes_at is ahead is under change.
create table control_tower.enabled_baselines (
  arn text primary key,
  sequence integer not null generated always as identity,
  organization_id text not null references control_tower.landing_zones (organization_id),
  baseline_id text not null,
  baseline_version text not null,
  target_id text not null,
  target_arn text not null,
  -- The organizational unit's baseline that an account has it from.
  parent_arn text references control_tower.enabled_baselines,
  parameters jsonb not null,
  last_operation_id text references control_tower.baseline_operations,
  completes_at timestamptz not null,
  created_at timestamptz not null,
  constraint enabled_baselines_once unique (organization_id, baseline_id, target_id)
);
create index enabled_baselines_in_order on control_tower.enabled_baselines (organization_id, sequence);
create index enabled_baselines_under_change on control_tower.enabled_baselines (organization_id, completes_at);
create index enabled_baselines_by_parent on control_tower.enabled_baselines (parent_arn, sequence);
create index enabled_baselines_by_target on control_tower.enabled_baselines (target_id);
create index enabled_baselines_on_units on control_tower.enabled_baselines (organization_id, sequence) where parent_arn is null;
