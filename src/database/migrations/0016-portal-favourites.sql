-- Accounts that people want on top of their portal, the newest last.
create table portal.favourites (
  user_id text not null,
  account_id text not null,
  created_at timestamptz not null,
  primary key (user_id, account_id)
);
create index favourites_by_user on portal.favourites (user_id, created_at, account_id);
