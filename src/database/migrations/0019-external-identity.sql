-- External identity providers, and the tokens by which they provision people (SCIM).

-- Whatever the provider calls the person or group; unique, for it says who somebody is.
alter table identity_store.users add column external_id text;
create unique index users_by_external_id on identity_store.users (identity_store_id, external_id);
alter table identity_store.groups add column external_id text;
create unique index groups_by_external_id on identity_store.groups (identity_store_id, external_id);
-- The copies that a simulation is reset to.
alter table if exists snapshot."identity_store.users" add column external_id text;
alter table if exists snapshot."identity_store.groups" add column external_id text;

create table portal.identity_providers (
  id text primary key,
  name text not null,
  kind text not null check (kind in ('oidc', 'saml')),
  enabled boolean not null,
  -- The provider's claim, and the person's attribute that it is.
  match_claim text not null,
  match_attribute text not null check (match_attribute in ('email', 'userName', 'externalId')),
  create_users boolean not null,
  -- Read and written as a whole: what is in it depends on the kind.
  configuration jsonb not null,
  -- Sealed with the installation's key.
  client_secret text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index identity_providers_by_name on portal.identity_providers (lower(name));

-- One row, or none while nothing was decided: who may sign in by password while there is an external identity provider.
create table portal.identity_source (
  id integer primary key check (id = 1),
  password_sign_in text not null check (password_sign_in in ('everyone', 'administrator', 'nobody'))
);

-- Sign-ins that are under way at a provider; each is good for one answer.
create table portal.external_sign_ins (
  -- SHA-256 of what travels through the provider, and of the cookie of the browser that began.
  state_hash text primary key,
  browser_hash text not null,
  provider_id text not null references portal.identity_providers (id) on delete cascade,
  -- Sealed: nonce and PKCE verifier, or the id of the SAML request.
  secrets text not null,
  return_to text not null,
  -- Where it began.
  address text not null,
  -- Set once the provider's answer was found good; the browser that began has yet to fetch its session.
  user_id text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index external_sign_ins_by_address on portal.external_sign_ins (address, created_at);
create index external_sign_ins_by_provider on portal.external_sign_ins (provider_id);
create index external_sign_ins_by_expiry on portal.external_sign_ins (expires_at);

-- SAML assertions that were taken, for as long as they are valid.
create table portal.used_assertions (
  provider_id text not null references portal.identity_providers (id) on delete cascade,
  assertion_hash text not null,
  expires_at timestamptz not null,
  primary key (provider_id, assertion_hash)
);
create index used_assertions_by_expiry on portal.used_assertions (expires_at);

create schema if not exists scim;

create table scim.tokens (
  id text primary key,
  -- SHA-256.
  token_hash text not null unique,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz
);
