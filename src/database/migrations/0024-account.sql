create schema if not exists account;

-- Contact data as it was put: AWS treats it as a whole.
create table account.contacts (
  account_id text not null,
  -- PRIMARY, BILLING, OPERATIONS or SECURITY.
  kind text not null,
  contact jsonb not null,
  primary key (account_id, kind)
);

-- Only what was ever changed; all others are as AWS sets them.
create table account.regions (
  account_id text not null,
  region text not null,
  enabled boolean not null,
  -- Until then the change is under way.
  completes_at timestamptz not null,
  primary key (account_id, region)
);

create table account.primary_email_updates (
  account_id text primary key,
  email text not null,
  -- The code that was sent to the new address, sealed with the installation's key; null once it was given.
  sealed_code text,
  wrong_codes integer not null,
  updated_at timestamptz not null
);
