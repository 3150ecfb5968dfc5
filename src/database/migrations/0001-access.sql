create schema if not exists access;

-- Long-term access keys of IAM users; the secret is sealed with a key that is not in the database.
create table access.access_keys (
  access_key_id text primary key,
  sealed_secret text not null,
  account_id text not null,
  user_id text not null,
  user_arn text not null,
  status text not null check (status in ('Active', 'Inactive')),
  created_at timestamptz not null
);
create index access_keys_by_user on access.access_keys (user_arn);
