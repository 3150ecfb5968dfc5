-- An organization manages a responsibility, as billing, for another one. Asked for by a handshake, whose answer is the transfer's status
-- until it is withdrawn.
alter table organizations.handshakes drop constraint handshakes_action_check;
alter table organizations.handshakes add constraint handshakes_action_check
  check (action in ('INVITE', 'ENABLE_ALL_FEATURES', 'APPROVE_ALL_FEATURES', 'TRANSFER_RESPONSIBILITY'));

create table organizations.responsibility_transfers (
  id text primary key,
  handshake_id text not null unique references organizations.handshakes on delete cascade,
  type text not null check (type in ('BILLING')),
  name text not null,
  -- Who will manage: the organization that asked.
  organization_id text not null references organizations.organizations,
  -- For whom: the management account of the organization that was asked.
  source_account_id text not null references organizations.accounts,
  start_at timestamptz not null,
  end_at timestamptz,
  withdrawn_at timestamptz
);
create index responsibility_transfers_inbound on organizations.responsibility_transfers (organization_id, id);
create index responsibility_transfers_outbound on organizations.responsibility_transfers (source_account_id, id);
