create schema if not exists iam;

create table iam.principals (
  arn text primary key,
  type text not null check (type in ('user', 'role')),
  account_id text not null,
  name text not null,
  path text not null,
  unique_id text not null unique,
  description text,
  -- Roles only.
  trust_policy jsonb,
  max_session_seconds integer,
  created_at timestamptz not null,
  unique (account_id, type, name)
);

create table iam.inline_policies (
  principal_arn text not null references iam.principals (arn) on delete cascade,
  name text not null,
  document jsonb not null,
  primary key (principal_arn, name)
);

create table iam.attached_policies (
  principal_arn text not null references iam.principals (arn) on delete cascade,
  policy_arn text not null,
  primary key (principal_arn, policy_arn)
);
