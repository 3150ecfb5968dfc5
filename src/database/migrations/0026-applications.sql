-- Applications of IAM Identity Center, and who sees them at the portal.
create table sso_admin.applications (
  arn text primary key,
  instance_arn text not null references sso_admin.instances,
  provider_arn text not null,
  name text not null,
  description text,
  enabled boolean not null,
  -- Shown at the portal.
  visible boolean not null,
  -- IDENTITY_CENTER or APPLICATION: where a sign-in begins; null when nothing was said.
  sign_in_origin text check (sign_in_origin in ('IDENTITY_CENTER', 'APPLICATION')),
  url text,
  -- Without, everybody has it.
  assignment_required boolean not null,
  client_token text,
  created_at timestamptz not null,
  unique (instance_arn, client_token)
);
create unique index applications_by_name on sso_admin.applications (instance_arn, lower(name));

create table sso_admin.application_assignments (
  application_arn text not null references sso_admin.applications on delete cascade,
  principal_type text not null check (principal_type in ('USER', 'GROUP')),
  principal_id text not null,
  created_at timestamptz not null,
  primary key (application_arn, principal_type, principal_id)
);
create index application_assignments_by_principal on sso_admin.application_assignments (principal_id, application_arn);
