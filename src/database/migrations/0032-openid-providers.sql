-- OpenID Connect providers of accounts, whose tokens open roles that trust them.
create table iam.openid_providers (
  arn text primary key,
  account_id text not null,
  url text not null,
  client_ids text[] not null,
  thumbprints text[] not null,
  created_at timestamptz not null
);
create index openid_providers_by_account on iam.openid_providers (account_id, arn);
