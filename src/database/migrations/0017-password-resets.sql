-- Links that let a person choose a new password, one per person: a new one takes the place of the one before.
create table portal.password_resets (
  user_id text primary key,
  -- SHA-256 of the secret in the link.
  token_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index password_resets_by_expiry on portal.password_resets (expires_at);
