create schema if not exists server;

-- One row once the first start has finished: which accounts and ids this installation was set up with.
create table server.installation (
  id integer primary key check (id = 1),
  management_account_id text not null,
  organization_id text,
  instance_arn text,
  identity_store_id text,
  administrator_id text,
  home_region text not null,
  created_at timestamptz not null
);
