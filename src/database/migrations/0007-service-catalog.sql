create schema if not exists service_catalog;

create table service_catalog.portfolios (
  id text collate "C" primary key,
  account_id text not null,
  region text not null,
  display_name text not null,
  description text not null,
  provider_name text not null,
  created_at timestamptz not null
);
create index portfolios_of_account on service_catalog.portfolios (account_id, region, id);

create table service_catalog.portfolio_principals (
  portfolio_id text collate "C" not null references service_catalog.portfolios,
  principal_arn text collate "C" not null,
  principal_type text not null check (principal_type in ('IAM', 'IAM_PATTERN')),
  created_at timestamptz not null,
  primary key (portfolio_id, principal_arn)
);

create table service_catalog.products (
  id text collate "C" primary key,
  view_id text collate "C" not null unique,
  account_id text not null,
  region text not null,
  name text collate "C" not null,
  owner text not null,
  short_description text not null,
  distributor text not null,
  support_description text,
  support_email text,
  support_url text,
  -- What makes this product's provisioned products, which take it as their type.
  handler_type text not null,
  status text not null,
  created_at timestamptz not null
);
create index products_of_account on service_catalog.products (account_id, region, name, id);

create table service_catalog.provisioning_artifacts (
  id text collate "C" primary key,
  product_id text collate "C" not null references service_catalog.products,
  name text not null,
  description text not null,
  type text not null,
  guidance text not null,
  active boolean not null,
  status text not null,
  created_at timestamptz not null
);
create index provisioning_artifacts_of_product on service_catalog.provisioning_artifacts (product_id, created_at, id);

-- A product in a portfolio: the path by which the portfolio's principals launch it.
create table service_catalog.launch_paths (
  id text collate "C" primary key,
  portfolio_id text collate "C" not null references service_catalog.portfolios,
  product_id text collate "C" not null references service_catalog.products,
  created_at timestamptz not null,
  unique (product_id, portfolio_id)
);
create index launch_paths_of_portfolio on service_catalog.launch_paths (portfolio_id, product_id);

create table service_catalog.provisioned_products (
  id text collate "C" primary key,
  account_id text not null,
  region text not null,
  name text collate "C" not null,
  arn text collate "C" not null,
  type text not null,
  status text not null,
  status_message text,
  created_at timestamptz not null,
  -- Terminated ones stay for their records and show in no list.
  terminated_at timestamptz,
  idempotency_token text not null,
  physical_id text,
  product_id text collate "C" not null references service_catalog.products,
  provisioning_artifact_id text collate "C" not null references service_catalog.provisioning_artifacts,
  launch_path_id text collate "C" not null,
  last_record_id text collate "C" not null,
  last_provisioning_record_id text collate "C" not null,
  last_successful_provisioning_record_id text collate "C",
  user_arn text not null,
  user_arn_session text not null
);
create unique index provisioned_products_by_name on service_catalog.provisioned_products (account_id, region, name) where terminated_at is null;
create index provisioned_products_by_time on service_catalog.provisioned_products (account_id, region, created_at, id) where terminated_at is null;
create index provisioned_products_by_id on service_catalog.provisioned_products (account_id, region, id) where terminated_at is null;
create index provisioned_products_by_arn on service_catalog.provisioned_products (account_id, region, arn, id) where terminated_at is null;
create index provisioned_products_by_record on service_catalog.provisioned_products (account_id, region, last_record_id, id) where terminated_at is null;
create index provisioned_products_by_physical_id on service_catalog.provisioned_products (account_id, region, physical_id) where terminated_at is null;
create index provisioned_products_of_user on service_catalog.provisioned_products (account_id, region, user_arn_session, created_at, id) where terminated_at is null;

create table service_catalog.provisioned_product_tags (
  provisioned_product_id text collate "C" not null references service_catalog.provisioned_products,
  key text collate "C" not null,
  value text not null,
  primary key (provisioned_product_id, key)
);

create table service_catalog.records (
  id text collate "C" primary key,
  account_id text not null,
  region text not null,
  record_type text not null,
  status text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- No reference: the record claims its token before its provisioned product is there.
  provisioned_product_id text collate "C" not null,
  provisioned_product_name text not null,
  provisioned_product_type text not null,
  product_id text collate "C" not null references service_catalog.products,
  provisioning_artifact_id text collate "C" not null references service_catalog.provisioning_artifacts,
  launch_path_id text collate "C" not null,
  error_code text,
  error_description text,
  ignore_errors boolean not null,
  notification_arns text[] not null,
  user_arn text not null,
  user_arn_session text not null,
  -- A TerminateToken is only valid while the termination runs; it is null afterwards.
  token text,
  request_digest text not null
);
create unique index records_by_token on service_catalog.records (account_id, region, record_type, token);
create index records_by_time on service_catalog.records (account_id, region, created_at, id);
create index records_of_user on service_catalog.records (account_id, region, user_arn_session, created_at, id);
create index records_of_product on service_catalog.records (account_id, region, product_id, created_at, id);
create index records_of_provisioned_product on service_catalog.records (provisioned_product_id, created_at, id);

create table service_catalog.record_parameters (
  record_id text collate "C" not null references service_catalog.records,
  key text collate "C" not null,
  value text not null,
  primary key (record_id, key)
);

create table service_catalog.record_tags (
  record_id text collate "C" not null references service_catalog.records,
  key text collate "C" not null,
  value text not null,
  primary key (record_id, key)
);

create table service_catalog.record_outputs (
  record_id text collate "C" not null references service_catalog.records,
  position integer not null,
  key text not null,
  value text not null,
  description text,
  primary key (record_id, position)
);
