-- SAML providers of accounts, whose assertions open roles that trust them.
create table iam.saml_providers (
  arn text primary key,
  account_id text not null,
  uuid text not null,
  metadata text not null,
  -- What the metadata says.
  entity_id text not null,
  certificates text[] not null,
  valid_until timestamptz not null,
  encryption_mode text,
  created_at timestamptz not null
);
create index saml_providers_by_account on iam.saml_providers (account_id, arn);
-- Keys that decrypt assertions, sealed.
create table iam.saml_private_keys (
  provider_arn text not null references iam.saml_providers (arn) on delete cascade,
  id text not null,
  sealed_key text not null,
  created_at timestamptz not null,
  primary key (provider_arn, id)
);
-- Assertions that have opened a role: each counts once for each role.
create schema sts;
create table sts.used_assertions (
  provider_arn text not null,
  role_arn text not null,
  assertion_hash text not null,
  expires_at timestamptz not null,
  primary key (provider_arn, assertion_hash, role_arn)
);
create index used_assertions_by_expiry on sts.used_assertions (expires_at);
