-- IAM on the wire: groups, policies of one's own, tags, aliases, and documents kept as they were written.
alter table iam.principals
  drop constraint principals_type_check,
  -- A group is no principal, but has all that one has.
  add constraint principals_type_check check (type in ('user', 'role', 'group')),
  alter column trust_policy type json;
alter table iam.inline_policies
  alter column document type json,
  drop constraint inline_policies_principal_arn_fkey,
  -- Users and groups can be renamed.
  add foreign key (principal_arn) references iam.principals (arn) on delete cascade on update cascade;
alter table iam.attached_policies
  drop constraint attached_policies_principal_arn_fkey,
  add foreign key (principal_arn) references iam.principals (arn) on delete cascade on update cascade;
create index attached_policies_by_policy on iam.attached_policies (policy_arn, principal_arn);
create index principals_by_boundary on iam.principals (permissions_boundary_arn, arn) where permissions_boundary_arn is not null;

create table iam.group_members (
  group_arn text not null references iam.principals (arn) on delete cascade on update cascade,
  user_arn text not null references iam.principals (arn) on delete cascade on update cascade,
  primary key (group_arn, user_arn)
);
create index group_members_by_user on iam.group_members (user_arn, group_arn);

create table iam.policies (
  arn text primary key,
  account_id text not null,
  name text not null,
  path text not null,
  policy_id text not null unique,
  description text,
  default_version integer not null,
  -- Numbers of versions are given once.
  next_version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, name)
);

create table iam.policy_versions (
  policy_arn text not null references iam.policies (arn) on delete cascade,
  version integer not null,
  document json not null,
  created_at timestamptz not null,
  primary key (policy_arn, version)
);

create table iam.tags (
  resource_arn text not null,
  key text not null,
  value text not null,
  primary key (resource_arn, key)
);

create table iam.account_settings (
  account_id text primary key,
  alias text unique,
  password_policy jsonb
);
