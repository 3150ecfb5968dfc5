create schema if not exists identity_store;

create table identity_store.stores (
  id text primary key,
  owner_account_id text not null,
  created_at timestamptz not null
);

create table identity_store.users (
  identity_store_id text not null references identity_store.stores (id),
  id text primary key,
  user_name text not null,
  -- Primary e-mail address; unique like the name, both without regard to case.
  email text,
  display_name text,
  status text not null check (status in ('ENABLED', 'DISABLED')),
  -- The other attributes of CreateUser (names, addresses, phone numbers, ...), as given.
  attributes jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null
);
create unique index users_by_name on identity_store.users (identity_store_id, lower(user_name));
create unique index users_by_email on identity_store.users (identity_store_id, lower(email));
create index users_by_display_name on identity_store.users (identity_store_id, display_name);
create index users_page on identity_store.users (identity_store_id, id);

create table identity_store.groups (
  identity_store_id text not null references identity_store.stores (id),
  id text primary key,
  display_name text not null,
  description text,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null
);
create unique index groups_by_display_name on identity_store.groups (identity_store_id, lower(display_name));
create index groups_page on identity_store.groups (identity_store_id, id);

create table identity_store.memberships (
  identity_store_id text not null references identity_store.stores (id),
  id text primary key,
  group_id text not null references identity_store.groups (id) on delete cascade,
  user_id text not null references identity_store.users (id) on delete cascade,
  created_at timestamptz not null,
  created_by text not null,
  unique (group_id, user_id)
);
create index memberships_by_group on identity_store.memberships (group_id, id);
create index memberships_by_user on identity_store.memberships (user_id, id);
