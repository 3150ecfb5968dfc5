create schema if not exists sso_oidc;

-- Command lines and other programs that registered themselves.
create table sso_oidc.clients (
  id text primary key,
  -- SHA-256; so is every secret, code and token below.
  secret_hash text not null,
  name text not null,
  scopes text[] not null,
  grant_types text[] not null,
  redirect_uris text[] not null,
  -- Where the registration came from.
  address text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index clients_by_address on sso_oidc.clients (address, created_at);
create index clients_by_expiry on sso_oidc.clients (expires_at);

-- What one consent of a person is worth: access tokens, and refresh tokens that follow one another. It ends as a whole.
create table sso_oidc.grants (
  id text primary key,
  client_id text not null references sso_oidc.clients (id) on delete cascade,
  user_id text not null,
  -- How the person had proved who they are when they allowed it.
  mfa boolean not null,
  proved_at timestamptz not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index grants_by_user on sso_oidc.grants (user_id, created_at, id);
create index grants_by_client on sso_oidc.grants (client_id);
create index grants_by_expiry on sso_oidc.grants (expires_at);

create table sso_oidc.device_authorizations (
  device_code_hash text primary key,
  -- What the person compares: BCDF-GHJK.
  user_code text not null unique,
  client_id text not null references sso_oidc.clients (id) on delete cascade,
  status text not null check (status in ('PENDING', 'ALLOWED', 'DENIED', 'USED')),
  -- Who decided, and how they had proved who they are.
  user_id text,
  mfa boolean,
  proved_at timestamptz,
  grant_id text references sso_oidc.grants (id) on delete cascade,
  -- Where the request came from.
  address text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- When the client may ask next, by the rate that it was told.
  next_poll_at timestamptz not null
);
create index device_authorizations_by_client on sso_oidc.device_authorizations (client_id, created_at);
create index device_authorizations_by_user on sso_oidc.device_authorizations (user_id);
create index device_authorizations_by_grant on sso_oidc.device_authorizations (grant_id);
create index device_authorizations_by_expiry on sso_oidc.device_authorizations (expires_at);

create table sso_oidc.authorization_codes (
  code_hash text primary key,
  client_id text not null references sso_oidc.clients (id) on delete cascade,
  user_id text not null,
  mfa boolean not null,
  proved_at timestamptz not null,
  redirect_uri text not null,
  -- PKCE, S256.
  code_challenge text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Set once it was used; the row stays as long as the grant, so that a second use is known.
  grant_id text references sso_oidc.grants (id) on delete cascade
);
create index authorization_codes_by_client on sso_oidc.authorization_codes (client_id);
create index authorization_codes_by_user on sso_oidc.authorization_codes (user_id);
create index authorization_codes_by_grant on sso_oidc.authorization_codes (grant_id);
create index authorization_codes_by_expiry on sso_oidc.authorization_codes (expires_at);

create table sso_oidc.access_tokens (
  token_hash text primary key,
  grant_id text not null references sso_oidc.grants (id) on delete cascade,
  expires_at timestamptz not null
);
create index access_tokens_by_grant on sso_oidc.access_tokens (grant_id);

create table sso_oidc.refresh_tokens (
  token_hash text primary key,
  grant_id text not null references sso_oidc.grants (id) on delete cascade,
  -- Exchanged for the next one.
  used_at timestamptz
);
create index refresh_tokens_by_grant on sso_oidc.refresh_tokens (grant_id);

-- Codes that a signed-in person looked for and that were not there.
create table sso_oidc.code_guesses (
  user_id text primary key,
  misses integer not null,
  since timestamptz not null
);
