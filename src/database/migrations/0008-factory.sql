create schema if not exists factory;

-- One row per Service Catalog record of the Account Factory product: the factory's view of that record.
create table factory.requests (
  record_id text primary key,
  type text not null,
  organization_id text not null,
  -- The account whose Service Catalog holds the record, and its Region.
  owner_account_id text not null,
  region text not null,
  provisioned_product_id text not null,
  provisioned_product_name text not null,
  -- Launch parameters and tags as Service Catalog keeps them.
  parameters jsonb not null,
  tags jsonb not null,
  notification_arns jsonb not null,
  account_id text,
  account_name text not null,
  account_email text not null,
  organizational_unit text not null,
  requested_by text not null,
  -- Lower-cased names, e-mail and ids, for the search field.
  search_text text not null,
  -- Held while a launch is under way, so that two launches never race for one address.
  reserved_email text unique,
  phase text not null,
  -- 0 at first, one more with each retry; the workflow's id is the record's id, then `<record id>.<attempt>`.
  attempt integer not null,
  -- Node that runs it and the token of that very run: whoever holds another token has lost the request.
  node_id text,
  run_token text,
  error_code text,
  error_message text,
  outputs jsonb not null,
  created_at timestamptz not null,
  queued_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  cancel_requested_at timestamptz,
  -- Number of the last visible change of this request or its steps.
  seq bigint not null
);

create sequence factory.change_seq;

create index requests_by_owner on factory.requests (owner_account_id, created_at desc, record_id desc);
create index requests_by_owner_and_phase on factory.requests (owner_account_id, phase, created_at desc, record_id desc);
create index requests_by_requester on factory.requests (owner_account_id, requested_by, created_at desc, record_id desc);
create index requests_by_product_name on factory.requests (owner_account_id, provisioned_product_name, created_at desc);
create index requests_by_seq on factory.requests (seq);
create index requests_waiting on factory.requests (organization_id, queued_at, record_id) where phase = 'QUEUED';
create index requests_running on factory.requests (organization_id, started_at, record_id) where phase in ('RUNNING', 'CANCELLING');
create index requests_by_node on factory.requests (node_id) where phase = 'RUNNING';

create table factory.steps (
  record_id text not null references factory.requests on delete cascade,
  number integer not null,
  name text not null,
  title text not null,
  status text not null,
  attempts integer not null,
  detail text,
  output jsonb,
  error_code text,
  error_message text,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (record_id, number)
);

-- Processes that run workflows. A node whose count of beats stands still is dead; one that stopped says so.
create table factory.nodes (
  id text primary key,
  beats bigint not null,
  stopped boolean not null,
  started_at timestamptz not null
);
