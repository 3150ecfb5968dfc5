-- Tags of permission sets, applications and trusted token issuers, in one place.
create table sso_admin.resource_tags (
  resource_arn text not null,
  key text not null,
  value text not null,
  primary key (resource_arn, key)
);
insert into sso_admin.resource_tags select permission_set_arn, key, value from sso_admin.permission_set_tags;
drop table sso_admin.permission_set_tags;

alter table sso_admin.applications add column background_sessions boolean not null default false;

create table sso_admin.application_access_scopes (
  application_arn text not null references sso_admin.applications on delete cascade,
  scope text not null,
  authorized_targets text[] not null,
  primary key (application_arn, scope)
);

create table sso_admin.application_grants (
  application_arn text not null references sso_admin.applications on delete cascade,
  grant_type text not null,
  details jsonb not null,
  primary key (application_arn, grant_type)
);

create table sso_admin.application_authentication_methods (
  application_arn text not null references sso_admin.applications on delete cascade,
  type text not null,
  method jsonb not null,
  primary key (application_arn, type)
);

create table sso_admin.trusted_token_issuers (
  arn text primary key,
  instance_arn text not null references sso_admin.instances (instance_arn),
  name text not null,
  type text not null,
  issuer_url text not null,
  claim_attribute_path text not null,
  identity_store_attribute_path text not null,
  client_token text,
  created_at timestamptz not null,
  unique (instance_arn, issuer_url),
  unique (instance_arn, client_token)
);
create unique index trusted_token_issuers_by_name on sso_admin.trusted_token_issuers (instance_arn, lower(name));
