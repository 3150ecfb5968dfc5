-- Instance profiles of accounts: a role that machines could be given.
create table iam.instance_profiles (
  arn text primary key,
  account_id text not null,
  name text not null,
  path text not null,
  profile_id text not null,
  role_arn text references iam.principals (arn) on update cascade,
  created_at timestamptz not null
);
create unique index instance_profiles_by_name on iam.instance_profiles (account_id, lower(name));
create index instance_profiles_by_role on iam.instance_profiles (role_arn, name);
-- Names are given once, without regard to case.
create index principals_by_lower_name on iam.principals (account_id, type, lower(name));
create index policies_by_lower_name on iam.policies (account_id, lower(name));
