create table sso_admin.permission_set_tags (
  permission_set_arn text not null references sso_admin.permission_sets (arn) on delete cascade,
  key text not null,
  value text not null,
  primary key (permission_set_arn, key)
);
