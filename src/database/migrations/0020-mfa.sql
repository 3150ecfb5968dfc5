-- Second factors of people: authenticator apps (totp) and passkeys.
create table portal.mfa_devices (
  id text primary key,
  user_id text not null,
  type text not null check (type in ('totp', 'passkey')),
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  -- totp: sealed with the installation's key, and the newest time step that a code was taken of: a code works once.
  sealed_secret text,
  last_step bigint,
  -- passkey: what the browser calls it, its key (both base64url), and how often it says it was used.
  credential_id text unique,
  public_key text,
  counter bigint,
  transports text[],
  backed_up boolean,
  check ((type = 'totp') = (sealed_secret is not null and last_step is not null)),
  check ((type = 'passkey') = (credential_id is not null and public_key is not null and counter is not null and transports is not null
    and backed_up is not null))
);
create index mfa_devices_by_user on portal.mfa_devices (user_id, created_at, id);

-- Questions under way, one of each purpose in a session: the newest. Taken away by the answer.
create table portal.mfa_challenges (
  session_id text not null,
  purpose text not null check (purpose in ('factor', 'new-totp', 'new-passkey')),
  id text not null,
  -- What a passkey has to sign, or the sealed secret of the app that is being registered.
  content text not null,
  expires_at timestamptz not null,
  primary key (session_id, purpose)
);
create index mfa_challenges_by_expiry on portal.mfa_challenges (expires_at);

-- Browsers in which a person gave a second factor and said that they trust it.
create table portal.trusted_devices (
  -- SHA-256 of the cookie's value.
  id_hash text primary key,
  id text not null unique,
  user_id text not null,
  address text not null,
  user_agent text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index trusted_devices_by_user on portal.trusted_devices (user_id, created_at, id);
create index trusted_devices_by_expiry on portal.trusted_devices (expires_at);

-- Networks that people signed in from.
create table portal.known_networks (
  user_id text not null,
  -- /24 of IPv4, /64 of IPv6.
  network text not null,
  seen_at timestamptz not null,
  primary key (user_id, network)
);
create index known_networks_by_time on portal.known_networks (seen_at);

-- When the person last gave a password or a second factor in the session.
alter table portal.sessions add column proved_at timestamptz;
update portal.sessions set proved_at = created_at;
alter table portal.sessions alter column proved_at set not null;
