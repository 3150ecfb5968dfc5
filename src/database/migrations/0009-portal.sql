create schema if not exists portal;

create table portal.passwords (
  user_id text primary key,
  -- Argon2id, with its parameters and salt.
  hash text not null,
  -- A one-time password must be changed at the first sign-in and ends at expires_at.
  one_time boolean not null,
  expires_at timestamptz,
  changed_at timestamptz not null
);

create table portal.sessions (
  -- SHA-256 of the cookie's value.
  id_hash text primary key,
  user_id text not null,
  -- Signed in with a one-time password: good for nothing but a new one.
  must_change boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_by_user on portal.sessions (user_id);
create index sessions_by_expiry on portal.sessions (expires_at);

-- Failed sign-ins by what was typed as user name, and by network address.
create table portal.attempts (
  key text primary key,
  failures integer not null,
  blocked_until timestamptz not null,
  last_at timestamptz not null
);
create index attempts_by_time on portal.attempts (last_at);
