create schema if not exists cloudtrail;

-- What was called and who signed in, newest first; LookupEvents filters by at most one attribute, each with its index.
create table cloudtrail.events (
  event_id uuid not null,
  account_id text not null,
  region text not null,
  event_time timestamptz not null,
  event_name text not null,
  event_source text not null,
  read_only boolean not null,
  username text,
  access_key_id text,
  -- [{"ResourceType": …, "ResourceName": …}] as LookupEvents shows them.
  resources jsonb not null,
  -- The whole record in CloudTrail's form, as text: it is never looked into.
  record text not null,
  primary key (account_id, region, event_time, event_id)
);
create index events_by_id on cloudtrail.events (event_id);
create index events_by_name on cloudtrail.events (account_id, region, event_name, event_time, event_id);
create index events_by_source on cloudtrail.events (account_id, region, event_source, event_time, event_id);
create index events_by_user on cloudtrail.events (account_id, region, username, event_time, event_id);
create index events_by_key on cloudtrail.events (account_id, region, access_key_id, event_time, event_id);
create index events_of_writes on cloudtrail.events (account_id, region, event_time, event_id) where not read_only;
create index events_by_time on cloudtrail.events (event_time);

-- Only events that name something.
create table cloudtrail.event_resources (
  account_id text not null,
  region text not null,
  -- ResourceType or ResourceName.
  attribute text not null,
  value text not null,
  event_time timestamptz not null,
  event_id uuid not null,
  primary key (account_id, region, attribute, value, event_time, event_id)
);
create index event_resources_by_time on cloudtrail.event_resources (event_time);
