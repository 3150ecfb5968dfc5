-- Since when, or from when on, the account is closed: PENDING_CLOSURE before, SUSPENDED for 90 days after, then gone from its organization.
alter table organizations.accounts add column closes_at timestamptz;
create index accounts_closing on organizations.accounts (organization_id, closes_at) where closes_at is not null;

create table organizations.service_access (
  organization_id text not null references organizations.organizations,
  service_principal text not null,
  enabled_at timestamptz not null,
  primary key (organization_id, service_principal)
);

create table organizations.delegated_administrators (
  organization_id text not null references organizations.organizations,
  account_id text not null references organizations.accounts,
  service_principal text not null,
  enabled_at timestamptz not null,
  primary key (account_id, service_principal)
);
create index delegated_administrators_by_service on organizations.delegated_administrators (organization_id, service_principal);

-- Invitations, and requests to enable all features. One that was answered or has expired stays visible for 30 days.
create table organizations.handshakes (
  id text primary key,
  organization_id text not null references organizations.organizations,
  action text not null check (action in ('INVITE', 'ENABLE_ALL_FEATURES', 'APPROVE_ALL_FEATURES')),
  -- Whom it is sent to; null when the organization itself is meant.
  account_id text references organizations.accounts,
  -- The address it was sent to, when not to the account's id.
  email text,
  parent_id text references organizations.handshakes,
  notes text,
  tags jsonb not null,
  state text not null check (state in ('REQUESTED', 'OPEN', 'CANCELED', 'ACCEPTED', 'DECLINED')),
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index handshakes_by_organization on organizations.handshakes (organization_id, requested_at, id);
create index handshakes_by_account on organizations.handshakes (account_id, requested_at, id);
create index handshakes_by_parent on organizations.handshakes (parent_id);
