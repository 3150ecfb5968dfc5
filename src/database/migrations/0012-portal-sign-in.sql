-- A sign-in may have steps left (a second factor, a new password); people see and end their sessions one by one.
-- Those from before know neither: everybody signs in once more.
delete from portal.sessions;
alter table portal.sessions
  drop column must_change,
  -- What the person and the list of sessions call it; not the secret.
  add column id text not null unique,
  -- Steps of the sign-in that are left, in order; good for nothing else until there is none.
  add column pending text[] not null,
  -- How the person proved who they are: password, password+totp, password+passkey, or the external identity provider.
  add column method text not null,
  add column address text not null,
  add column user_agent text not null,
  add column seen_at timestamptz not null;
drop index portal.sessions_by_user;
create index sessions_by_user on portal.sessions (user_id, created_at, id);

-- One row, or none while nothing was decided.
create table portal.settings (
  id integer primary key check (id = 1),
  session_minutes integer not null check (session_minutes between 15 and 10080),
  mfa text not null check (mfa in ('never', 'at-risk', 'always')),
  -- What happens to people without a device when a second factor is asked for.
  mfa_without_device text not null check (mfa_without_device in ('allow', 'enrol', 'block'))
);
