create table access.access_keys (
  access_key_id text not null,
  sealed_secret text not null,
  account_id text not null,
  user_id text not null,
  user_arn text not null,
  status text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (access_key_id),
  CHECK ((status = ANY (ARRAY['Active'::text, 'Inactive'::text])))
);
CREATE INDEX access_keys_by_user ON access.access_keys USING btree (user_arn);

create table account.contacts (
  account_id text not null,
  kind text not null,
  contact jsonb not null,
  PRIMARY KEY (account_id, kind)
);

create table account.primary_email_updates (
  account_id text not null,
  email text not null,
  sealed_code text,
  wrong_codes integer not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (account_id)
);

create table account.regions (
  account_id text not null,
  region text not null,
  enabled boolean not null,
  completes_at timestamp with time zone not null,
  PRIMARY KEY (account_id, region)
);

create table cloudtrail.event_resources (
  account_id text not null,
  region text not null,
  attribute text not null,
  value text not null,
  event_time timestamp with time zone not null,
  event_id uuid not null,
  PRIMARY KEY (account_id, region, attribute, value, event_time, event_id)
);
CREATE INDEX event_resources_by_time ON cloudtrail.event_resources USING btree (event_time);

create table cloudtrail.events (
  event_id uuid not null,
  account_id text not null,
  region text not null,
  event_time timestamp with time zone not null,
  event_name text not null,
  event_source text not null,
  read_only boolean not null,
  username text,
  access_key_id text,
  resources jsonb not null,
  record text not null,
  PRIMARY KEY (account_id, region, event_time, event_id)
);
CREATE INDEX events_by_id ON cloudtrail.events USING btree (event_id);
CREATE INDEX events_by_key ON cloudtrail.events USING btree (account_id, region, access_key_id, event_time, event_id);
CREATE INDEX events_by_name ON cloudtrail.events USING btree (account_id, region, event_name, event_time, event_id);
CREATE INDEX events_by_source ON cloudtrail.events USING btree (account_id, region, event_source, event_time, event_id);
CREATE INDEX events_by_time ON cloudtrail.events USING btree (event_time);
CREATE INDEX events_by_user ON cloudtrail.events USING btree (account_id, region, username, event_time, event_id);
CREATE INDEX events_of_writes ON cloudtrail.events USING btree (account_id, region, event_time, event_id) WHERE (NOT read_only);

create table control_tower.baseline_operations (
  id text not null,
  organization_id text not null,
  type text not null,
  started_at timestamp with time zone not null,
  completes_at timestamp with time zone not null,
  FOREIGN KEY (organization_id) REFERENCES control_tower.landing_zones(organization_id),
  PRIMARY KEY (id),
  CHECK ((type = 'ENABLE_BASELINE'::text))
);

create table control_tower.enabled_baselines (
  arn text not null,
  sequence integer not null,
  organization_id text not null,
  baseline_id text not null,
  baseline_version text not null,
  target_id text not null,
  target_arn text not null,
  parent_arn text,
  parameters jsonb not null,
  last_operation_id text,
  completes_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  FOREIGN KEY (last_operation_id) REFERENCES control_tower.baseline_operations(id),
  UNIQUE (organization_id, baseline_id, target_id),
  FOREIGN KEY (organization_id) REFERENCES control_tower.landing_zones(organization_id),
  FOREIGN KEY (parent_arn) REFERENCES control_tower.enabled_baselines(arn),
  PRIMARY KEY (arn)
);
CREATE INDEX enabled_baselines_by_parent ON control_tower.enabled_baselines USING btree (parent_arn, sequence);
CREATE INDEX enabled_baselines_by_target ON control_tower.enabled_baselines USING btree (target_id);
CREATE INDEX enabled_baselines_in_order ON control_tower.enabled_baselines USING btree (organization_id, sequence);
CREATE INDEX enabled_baselines_on_units ON control_tower.enabled_baselines USING btree (organization_id, sequence) WHERE (parent_arn IS NULL);
CREATE INDEX enabled_baselines_under_change ON control_tower.enabled_baselines USING btree (organization_id, completes_at);

create table control_tower.landing_zones (
  arn text not null,
  organization_id text not null,
  management_account_id text not null,
  region text not null,
  version text not null,
  security_unit_id text not null,
  manifest jsonb not null,
  created_at timestamp with time zone not null,
  UNIQUE (organization_id),
  PRIMARY KEY (arn)
);

create table factory.nodes (
  id text not null,
  beats bigint not null,
  stopped boolean not null,
  started_at timestamp with time zone not null,
  PRIMARY KEY (id)
);

create table factory.requests (
  record_id text not null,
  type text not null,
  organization_id text not null,
  owner_account_id text not null,
  region text not null,
  provisioned_product_id text not null,
  provisioned_product_name text not null,
  parameters jsonb not null,
  tags jsonb not null,
  notification_arns jsonb not null,
  account_id text,
  account_name text not null,
  account_email text not null,
  organizational_unit text not null,
  requested_by text not null,
  search_text text not null,
  reserved_email text,
  phase text not null,
  attempt integer not null,
  node_id text,
  run_token text,
  error_code text,
  error_message text,
  outputs jsonb not null,
  created_at timestamp with time zone not null,
  queued_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  cancel_requested_at timestamp with time zone,
  seq bigint not null,
  PRIMARY KEY (record_id),
  UNIQUE (reserved_email)
);
CREATE INDEX requests_by_node ON factory.requests USING btree (node_id) WHERE (phase = 'RUNNING'::text);
CREATE INDEX requests_by_owner ON factory.requests USING btree (owner_account_id, created_at DESC, record_id DESC);
CREATE INDEX requests_by_owner_and_phase ON factory.requests USING btree (owner_account_id, phase, created_at DESC, record_id DESC);
CREATE INDEX requests_by_product_name ON factory.requests USING btree (owner_account_id, provisioned_product_name, created_at DESC);
CREATE INDEX requests_by_requester ON factory.requests USING btree (owner_account_id, requested_by, created_at DESC, record_id DESC);
CREATE INDEX requests_by_seq ON factory.requests USING btree (seq);
CREATE INDEX requests_running ON factory.requests USING btree (organization_id, started_at, record_id) WHERE (phase = ANY (ARRAY['RUNNING'::text, 'CANCELLING'::text]));
CREATE INDEX requests_waiting ON factory.requests USING btree (organization_id, queued_at, record_id) WHERE (phase = 'QUEUED'::text);

create table factory.steps (
  record_id text not null,
  number integer not null,
  name text not null,
  title text not null,
  status text not null,
  attempts integer not null,
  detail text,
  output jsonb,
  error_code text,
  error_message text,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  PRIMARY KEY (record_id, number),
  FOREIGN KEY (record_id) REFERENCES factory.requests(record_id) ON DELETE CASCADE
);

create table iam.account_settings (
  account_id text not null,
  alias text,
  password_policy jsonb,
  UNIQUE (alias),
  PRIMARY KEY (account_id)
);

create table iam.attached_policies (
  principal_arn text not null,
  policy_arn text not null,
  PRIMARY KEY (principal_arn, policy_arn),
  FOREIGN KEY (principal_arn) REFERENCES iam.principals(arn) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX attached_policies_by_policy ON iam.attached_policies USING btree (policy_arn, principal_arn);

create table iam.group_members (
  group_arn text not null,
  user_arn text not null,
  FOREIGN KEY (group_arn) REFERENCES iam.principals(arn) ON UPDATE CASCADE ON DELETE CASCADE,
  PRIMARY KEY (group_arn, user_arn),
  FOREIGN KEY (user_arn) REFERENCES iam.principals(arn) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX group_members_by_user ON iam.group_members USING btree (user_arn, group_arn);

create table iam.inline_policies (
  principal_arn text not null,
  name text not null,
  document json not null,
  PRIMARY KEY (principal_arn, name),
  FOREIGN KEY (principal_arn) REFERENCES iam.principals(arn) ON UPDATE CASCADE ON DELETE CASCADE
);

create table iam.instance_profiles (
  arn text not null,
  account_id text not null,
  name text not null,
  path text not null,
  profile_id text not null,
  role_arn text,
  created_at timestamp with time zone not null,
  PRIMARY KEY (arn),
  FOREIGN KEY (role_arn) REFERENCES iam.principals(arn) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX instance_profiles_by_name ON iam.instance_profiles USING btree (account_id, lower(name));
CREATE INDEX instance_profiles_by_role ON iam.instance_profiles USING btree (role_arn, name);

create table iam.openid_providers (
  arn text not null,
  account_id text not null,
  url text not null,
  client_ids text[] not null,
  thumbprints text[] not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (arn)
);
CREATE INDEX openid_providers_by_account ON iam.openid_providers USING btree (account_id, arn);

create table iam.policies (
  arn text not null,
  account_id text not null,
  name text not null,
  path text not null,
  policy_id text not null,
  description text,
  default_version integer not null,
  next_version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  UNIQUE (account_id, name),
  PRIMARY KEY (arn),
  UNIQUE (policy_id)
);
CREATE INDEX policies_by_lower_name ON iam.policies USING btree (account_id, lower(name));

create table iam.policy_versions (
  policy_arn text not null,
  version integer not null,
  document json not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (policy_arn, version),
  FOREIGN KEY (policy_arn) REFERENCES iam.policies(arn) ON DELETE CASCADE
);

create table iam.principals (
  arn text not null,
  type text not null,
  account_id text not null,
  name text not null,
  path text not null,
  unique_id text not null,
  description text,
  trust_policy json,
  max_session_seconds integer,
  created_at timestamp with time zone not null,
  permissions_boundary_arn text,
  UNIQUE (account_id, type, name),
  PRIMARY KEY (arn),
  CHECK ((type = ANY (ARRAY['user'::text, 'role'::text, 'group'::text]))),
  UNIQUE (unique_id)
);
CREATE INDEX principals_by_boundary ON iam.principals USING btree (permissions_boundary_arn, arn) WHERE (permissions_boundary_arn IS NOT NULL);
CREATE INDEX principals_by_lower_name ON iam.principals USING btree (account_id, type, lower(name));

create table iam.saml_private_keys (
  provider_arn text not null,
  id text not null,
  sealed_key text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (provider_arn, id),
  FOREIGN KEY (provider_arn) REFERENCES iam.saml_providers(arn) ON DELETE CASCADE
);

create table iam.saml_providers (
  arn text not null,
  account_id text not null,
  uuid text not null,
  metadata text not null,
  entity_id text not null,
  certificates text[] not null,
  valid_until timestamp with time zone not null,
  encryption_mode text,
  created_at timestamp with time zone not null,
  PRIMARY KEY (arn)
);
CREATE INDEX saml_providers_by_account ON iam.saml_providers USING btree (account_id, arn);

create table iam.tags (
  resource_arn text not null,
  key text not null,
  value text not null,
  PRIMARY KEY (resource_arn, key)
);

create table identity_store.groups (
  identity_store_id text not null,
  id text not null,
  display_name text not null,
  description text,
  created_at timestamp with time zone not null,
  created_by text not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  external_id text,
  FOREIGN KEY (identity_store_id) REFERENCES identity_store.stores(id),
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX groups_by_display_name ON identity_store.groups USING btree (identity_store_id, lower(display_name));
CREATE UNIQUE INDEX groups_by_external_id ON identity_store.groups USING btree (identity_store_id, external_id);
CREATE INDEX groups_page ON identity_store.groups USING btree (identity_store_id, id);

create table identity_store.memberships (
  identity_store_id text not null,
  id text not null,
  group_id text not null,
  user_id text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  FOREIGN KEY (group_id) REFERENCES identity_store.groups(id) ON DELETE CASCADE,
  UNIQUE (group_id, user_id),
  FOREIGN KEY (identity_store_id) REFERENCES identity_store.stores(id),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES identity_store.users(id) ON DELETE CASCADE
);
CREATE INDEX memberships_by_group ON identity_store.memberships USING btree (group_id, id);
CREATE INDEX memberships_by_user ON identity_store.memberships USING btree (user_id, id);

create table identity_store.stores (
  id text not null,
  owner_account_id text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id)
);

create table identity_store.users (
  identity_store_id text not null,
  id text not null,
  user_name text not null,
  email text,
  display_name text,
  status text not null,
  attributes jsonb not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  external_id text,
  FOREIGN KEY (identity_store_id) REFERENCES identity_store.stores(id),
  PRIMARY KEY (id),
  CHECK ((status = ANY (ARRAY['ENABLED'::text, 'DISABLED'::text])))
);
CREATE INDEX users_by_display_name ON identity_store.users USING btree (identity_store_id, display_name);
CREATE UNIQUE INDEX users_by_email ON identity_store.users USING btree (identity_store_id, lower(email));
CREATE UNIQUE INDEX users_by_external_id ON identity_store.users USING btree (identity_store_id, external_id);
CREATE UNIQUE INDEX users_by_name ON identity_store.users USING btree (identity_store_id, lower(user_name));
CREATE INDEX users_page ON identity_store.users USING btree (identity_store_id, id);

create table organizations.accounts (
  id text not null,
  organization_id text,
  parent_id text,
  name text not null,
  email text not null,
  state text not null,
  joined_method text,
  joined_at timestamp with time zone,
  created_at timestamp with time zone not null,
  search_text text not null default lower(((((name || ' '::text) || email) || ' '::text) || id)),
  closes_at timestamp with time zone,
  CHECK ((joined_method = ANY (ARRAY['INVITED'::text, 'CREATED'::text]))),
  CHECK ((num_nulls(organization_id, parent_id, joined_method, joined_at) = ANY (ARRAY[0, 4]))),
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  FOREIGN KEY (parent_id) REFERENCES organizations.parents(id),
  PRIMARY KEY (id),
  CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text, 'PENDING_CLOSURE'::text, 'CLOSED'::text])))
);
CREATE INDEX accounts_by_name ON organizations.accounts USING btree (organization_id, lower(name) COLLATE "C", id);
CREATE INDEX accounts_by_organization ON organizations.accounts USING btree (organization_id, joined_at, id);
CREATE INDEX accounts_by_parent ON organizations.accounts USING btree (parent_id, joined_at, id);
CREATE INDEX accounts_by_parent_and_name ON organizations.accounts USING btree (parent_id, lower(name) COLLATE "C", id);
CREATE INDEX accounts_closing ON organizations.accounts USING btree (organization_id, closes_at) WHERE (closes_at IS NOT NULL);
CREATE UNIQUE INDEX accounts_email ON organizations.accounts USING btree (lower(email));

create table organizations.create_account_requests (
  id text not null,
  organization_id text not null,
  account_name text not null,
  account_id text,
  failure_reason text,
  requested_at timestamp with time zone not null,
  completes_at timestamp with time zone not null,
  FOREIGN KEY (account_id) REFERENCES organizations.accounts(id),
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  CHECK ((num_nulls(account_id, failure_reason) = 1)),
  PRIMARY KEY (id)
);
CREATE INDEX create_account_requests_by_time ON organizations.create_account_requests USING btree (organization_id, requested_at, id);
CREATE INDEX create_account_requests_failed ON organizations.create_account_requests USING btree (organization_id, requested_at, id) WHERE (failure_reason IS NOT NULL);
CREATE INDEX create_account_requests_open ON organizations.create_account_requests USING btree (organization_id, completes_at);

create table organizations.delegated_administrators (
  organization_id text not null,
  account_id text not null,
  service_principal text not null,
  enabled_at timestamp with time zone not null,
  FOREIGN KEY (account_id) REFERENCES organizations.accounts(id),
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  PRIMARY KEY (account_id, service_principal)
);
CREATE INDEX delegated_administrators_by_service ON organizations.delegated_administrators USING btree (organization_id, service_principal);

create table organizations.handshakes (
  id text not null,
  organization_id text not null,
  action text not null,
  account_id text,
  email text,
  parent_id text,
  notes text,
  tags jsonb not null,
  state text not null,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  FOREIGN KEY (account_id) REFERENCES organizations.accounts(id),
  CHECK ((action = ANY (ARRAY['INVITE'::text, 'ENABLE_ALL_FEATURES'::text, 'APPROVE_ALL_FEATURES'::text, 'TRANSFER_RESPONSIBILITY'::text]))),
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  FOREIGN KEY (parent_id) REFERENCES organizations.handshakes(id),
  PRIMARY KEY (id),
  CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'OPEN'::text, 'CANCELED'::text, 'ACCEPTED'::text, 'DECLINED'::text])))
);
CREATE INDEX handshakes_by_account ON organizations.handshakes USING btree (account_id, requested_at, id);
CREATE INDEX handshakes_by_organization ON organizations.handshakes USING btree (organization_id, requested_at, id);
CREATE INDEX handshakes_by_parent ON organizations.handshakes USING btree (parent_id);

create table organizations.organizations (
  id text not null,
  management_account_id text not null,
  root_id text not null,
  feature_set text not null,
  account_quota integer not null default 10000,
  account_count integer not null,
  created_at timestamp with time zone not null,
  CHECK ((feature_set = ANY (ARRAY['ALL'::text, 'CONSOLIDATED_BILLING'::text]))),
  UNIQUE (management_account_id),
  PRIMARY KEY (id),
  UNIQUE (root_id)
);

create table organizations.parents (
  id text not null,
  organization_id text not null,
  parent_id text,
  name text not null,
  depth integer not null,
  path text not null,
  created_at timestamp with time zone not null,
  CHECK (((depth >= 0) AND (depth <= 5))),
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  FOREIGN KEY (parent_id) REFERENCES organizations.parents(id),
  PRIMARY KEY (id),
  UNIQUE (parent_id, name)
);
CREATE INDEX parents_by_organization ON organizations.parents USING btree (organization_id);
CREATE INDEX parents_by_parent ON organizations.parents USING btree (parent_id, created_at, id);

create table organizations.policies (
  id text not null,
  organization_id text not null,
  type text not null,
  name text not null,
  description text not null,
  content text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  UNIQUE (organization_id, type, name),
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  PRIMARY KEY (id)
);
CREATE INDEX policies_by_type ON organizations.policies USING btree (organization_id, type, created_at, id);

create table organizations.policy_attachments (
  organization_id text not null,
  type text not null,
  target_id text not null,
  policy_id text not null,
  attached_at timestamp with time zone not null,
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  PRIMARY KEY (target_id, policy_id)
);
CREATE INDEX policy_attachments_by_policy ON organizations.policy_attachments USING btree (organization_id, policy_id, target_id);

create table organizations.policy_types (
  organization_id text not null,
  type text not null,
  enabled_at timestamp with time zone not null,
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  PRIMARY KEY (organization_id, type)
);

create table organizations.resource_policies (
  organization_id text not null,
  id text not null,
  content text not null,
  updated_at timestamp with time zone not null,
  UNIQUE (id),
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  PRIMARY KEY (organization_id)
);

create table organizations.responsibility_transfers (
  id text not null,
  handshake_id text not null,
  type text not null,
  name text not null,
  organization_id text not null,
  source_account_id text not null,
  start_at timestamp with time zone not null,
  end_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  FOREIGN KEY (handshake_id) REFERENCES organizations.handshakes(id) ON DELETE CASCADE,
  UNIQUE (handshake_id),
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  PRIMARY KEY (id),
  FOREIGN KEY (source_account_id) REFERENCES organizations.accounts(id),
  CHECK ((type = 'BILLING'::text))
);
CREATE INDEX responsibility_transfers_inbound ON organizations.responsibility_transfers USING btree (organization_id, id);
CREATE INDEX responsibility_transfers_outbound ON organizations.responsibility_transfers USING btree (source_account_id, id);

create table organizations.service_access (
  organization_id text not null,
  service_principal text not null,
  enabled_at timestamp with time zone not null,
  FOREIGN KEY (organization_id) REFERENCES organizations.organizations(id),
  PRIMARY KEY (organization_id, service_principal)
);

create table organizations.tags (
  resource_id text not null,
  key text not null,
  value text not null,
  PRIMARY KEY (resource_id, key)
);

create table portal.attempts (
  key text not null,
  failures integer not null,
  blocked_until timestamp with time zone not null,
  last_at timestamp with time zone not null,
  PRIMARY KEY (key)
);
CREATE INDEX attempts_by_time ON portal.attempts USING btree (last_at);

create table portal.external_sign_ins (
  state_hash text not null,
  browser_hash text not null,
  provider_id text not null,
  secrets text not null,
  return_to text not null,
  address text not null,
  user_id text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (state_hash),
  FOREIGN KEY (provider_id) REFERENCES portal.identity_providers(id) ON DELETE CASCADE
);
CREATE INDEX external_sign_ins_by_address ON portal.external_sign_ins USING btree (address, created_at);
CREATE INDEX external_sign_ins_by_expiry ON portal.external_sign_ins USING btree (expires_at);
CREATE INDEX external_sign_ins_by_provider ON portal.external_sign_ins USING btree (provider_id);

create table portal.favourites (
  user_id text not null,
  account_id text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (user_id, account_id)
);
CREATE INDEX favourites_by_user ON portal.favourites USING btree (user_id, created_at, account_id);

create table portal.identity_providers (
  id text not null,
  name text not null,
  kind text not null,
  enabled boolean not null,
  match_claim text not null,
  match_attribute text not null,
  create_users boolean not null,
  configuration jsonb not null,
  client_secret text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  CHECK ((kind = ANY (ARRAY['oidc'::text, 'saml'::text]))),
  CHECK ((match_attribute = ANY (ARRAY['email'::text, 'userName'::text, 'externalId'::text]))),
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX identity_providers_by_name ON portal.identity_providers USING btree (lower(name));

create table portal.identity_source (
  id integer not null,
  password_sign_in text not null,
  CHECK ((id = 1)),
  CHECK ((password_sign_in = ANY (ARRAY['everyone'::text, 'administrator'::text, 'nobody'::text]))),
  PRIMARY KEY (id)
);

create table portal.known_networks (
  user_id text not null,
  network text not null,
  seen_at timestamp with time zone not null,
  PRIMARY KEY (user_id, network)
);
CREATE INDEX known_networks_by_time ON portal.known_networks USING btree (seen_at);

create table portal.mfa_challenges (
  session_id text not null,
  purpose text not null,
  id text not null,
  content text not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (session_id, purpose),
  CHECK ((purpose = ANY (ARRAY['factor'::text, 'new-totp'::text, 'new-passkey'::text])))
);
CREATE INDEX mfa_challenges_by_expiry ON portal.mfa_challenges USING btree (expires_at);

create table portal.mfa_devices (
  id text not null,
  user_id text not null,
  type text not null,
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  sealed_secret text,
  last_step bigint,
  credential_id text,
  public_key text,
  counter bigint,
  transports text[],
  backed_up boolean,
  CHECK (((type = 'totp'::text) = ((sealed_secret IS NOT NULL) AND (last_step IS NOT NULL)))),
  CHECK (((type = 'passkey'::text) = ((credential_id IS NOT NULL) AND (public_key IS NOT NULL) AND (counter IS NOT NULL) AND (transports IS NOT NULL) AND (backed_up IS NOT NULL)))),
  UNIQUE (credential_id),
  PRIMARY KEY (id),
  CHECK ((type = ANY (ARRAY['totp'::text, 'passkey'::text])))
);
CREATE INDEX mfa_devices_by_user ON portal.mfa_devices USING btree (user_id, created_at, id);

create table portal.password_resets (
  user_id text not null,
  token_hash text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (user_id),
  UNIQUE (token_hash)
);
CREATE INDEX password_resets_by_expiry ON portal.password_resets USING btree (expires_at);

create table portal.passwords (
  user_id text not null,
  hash text not null,
  one_time boolean not null,
  expires_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (user_id)
);

create table portal.sessions (
  id_hash text not null,
  user_id text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  id text not null,
  pending text[] not null,
  method text not null,
  address text not null,
  user_agent text not null,
  seen_at timestamp with time zone not null,
  proved_at timestamp with time zone not null,
  UNIQUE (id),
  PRIMARY KEY (id_hash)
);
CREATE INDEX sessions_by_expiry ON portal.sessions USING btree (expires_at);
CREATE INDEX sessions_by_user ON portal.sessions USING btree (user_id, created_at, id);

create table portal.settings (
  id integer not null,
  session_minutes integer not null,
  mfa text not null,
  mfa_without_device text not null,
  CHECK ((id = 1)),
  CHECK ((mfa = ANY (ARRAY['never'::text, 'at-risk'::text, 'always'::text]))),
  CHECK ((mfa_without_device = ANY (ARRAY['allow'::text, 'enrol'::text, 'block'::text]))),
  PRIMARY KEY (id),
  CHECK (((session_minutes >= 15) AND (session_minutes <= 10080)))
);

create table portal.trusted_devices (
  id_hash text not null,
  id text not null,
  user_id text not null,
  address text not null,
  user_agent text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  UNIQUE (id),
  PRIMARY KEY (id_hash)
);
CREATE INDEX trusted_devices_by_expiry ON portal.trusted_devices USING btree (expires_at);
CREATE INDEX trusted_devices_by_user ON portal.trusted_devices USING btree (user_id, created_at, id);

create table portal.used_assertions (
  provider_id text not null,
  assertion_hash text not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (provider_id, assertion_hash),
  FOREIGN KEY (provider_id) REFERENCES portal.identity_providers(id) ON DELETE CASCADE
);
CREATE INDEX used_assertions_by_expiry ON portal.used_assertions USING btree (expires_at);

create table scim.tokens (
  id text not null,
  token_hash text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  PRIMARY KEY (id),
  UNIQUE (token_hash)
);

create table server.installation (
  id integer not null,
  management_account_id text not null,
  organization_id text,
  instance_arn text,
  identity_store_id text,
  administrator_id text,
  home_region text not null,
  created_at timestamp with time zone not null,
  CHECK ((id = 1)),
  PRIMARY KEY (id)
);

create table service_catalog.launch_paths (
  id text not null,
  portfolio_id text not null,
  product_id text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (portfolio_id) REFERENCES service_catalog.portfolios(id),
  FOREIGN KEY (product_id) REFERENCES service_catalog.products(id),
  UNIQUE (product_id, portfolio_id)
);
CREATE INDEX launch_paths_of_portfolio ON service_catalog.launch_paths USING btree (portfolio_id, product_id);

create table service_catalog.portfolio_principals (
  portfolio_id text not null,
  principal_arn text not null,
  principal_type text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (portfolio_id, principal_arn),
  FOREIGN KEY (portfolio_id) REFERENCES service_catalog.portfolios(id),
  CHECK ((principal_type = ANY (ARRAY['IAM'::text, 'IAM_PATTERN'::text])))
);

create table service_catalog.portfolios (
  id text not null,
  account_id text not null,
  region text not null,
  display_name text not null,
  description text not null,
  provider_name text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id)
);
CREATE INDEX portfolios_of_account ON service_catalog.portfolios USING btree (account_id, region, id);

create table service_catalog.products (
  id text not null,
  view_id text not null,
  account_id text not null,
  region text not null,
  name text not null,
  owner text not null,
  short_description text not null,
  distributor text not null,
  support_description text,
  support_email text,
  support_url text,
  handler_type text not null,
  status text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id),
  UNIQUE (view_id)
);
CREATE INDEX products_of_account ON service_catalog.products USING btree (account_id, region, name, id);

create table service_catalog.provisioned_product_tags (
  provisioned_product_id text not null,
  key text not null,
  value text not null,
  PRIMARY KEY (provisioned_product_id, key),
  FOREIGN KEY (provisioned_product_id) REFERENCES service_catalog.provisioned_products(id)
);

create table service_catalog.provisioned_products (
  id text not null,
  account_id text not null,
  region text not null,
  name text not null,
  arn text not null,
  type text not null,
  status text not null,
  status_message text,
  created_at timestamp with time zone not null,
  terminated_at timestamp with time zone,
  idempotency_token text not null,
  physical_id text,
  product_id text not null,
  provisioning_artifact_id text not null,
  launch_path_id text not null,
  last_record_id text not null,
  last_provisioning_record_id text not null,
  last_successful_provisioning_record_id text,
  user_arn text not null,
  user_arn_session text not null,
  PRIMARY KEY (id),
  FOREIGN KEY (product_id) REFERENCES service_catalog.products(id),
  FOREIGN KEY (provisioning_artifact_id) REFERENCES service_catalog.provisioning_artifacts(id)
);
CREATE INDEX provisioned_products_by_arn ON service_catalog.provisioned_products USING btree (account_id, region, arn, id) WHERE (terminated_at IS NULL);
CREATE INDEX provisioned_products_by_id ON service_catalog.provisioned_products USING btree (account_id, region, id) WHERE (terminated_at IS NULL);
CREATE UNIQUE INDEX provisioned_products_by_name ON service_catalog.provisioned_products USING btree (account_id, region, name) WHERE (terminated_at IS NULL);
CREATE INDEX provisioned_products_by_physical_id ON service_catalog.provisioned_products USING btree (account_id, region, physical_id) WHERE (terminated_at IS NULL);
CREATE INDEX provisioned_products_by_record ON service_catalog.provisioned_products USING btree (account_id, region, last_record_id, id) WHERE (terminated_at IS NULL);
CREATE INDEX provisioned_products_by_time ON service_catalog.provisioned_products USING btree (account_id, region, created_at, id) WHERE (terminated_at IS NULL);
CREATE INDEX provisioned_products_of_user ON service_catalog.provisioned_products USING btree (account_id, region, user_arn_session, created_at, id) WHERE (terminated_at IS NULL);

create table service_catalog.provisioning_artifacts (
  id text not null,
  product_id text not null,
  name text not null,
  description text not null,
  type text not null,
  guidance text not null,
  active boolean not null,
  status text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (product_id) REFERENCES service_catalog.products(id)
);
CREATE INDEX provisioning_artifacts_of_product ON service_catalog.provisioning_artifacts USING btree (product_id, created_at, id);

create table service_catalog.record_outputs (
  record_id text not null,
  "position" integer not null,
  key text not null,
  value text not null,
  description text,
  PRIMARY KEY (record_id, "position"),
  FOREIGN KEY (record_id) REFERENCES service_catalog.records(id)
);

create table service_catalog.record_parameters (
  record_id text not null,
  key text not null,
  value text not null,
  PRIMARY KEY (record_id, key),
  FOREIGN KEY (record_id) REFERENCES service_catalog.records(id)
);

create table service_catalog.record_tags (
  record_id text not null,
  key text not null,
  value text not null,
  PRIMARY KEY (record_id, key),
  FOREIGN KEY (record_id) REFERENCES service_catalog.records(id)
);

create table service_catalog.records (
  id text not null,
  account_id text not null,
  region text not null,
  record_type text not null,
  status text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  provisioned_product_id text not null,
  provisioned_product_name text not null,
  provisioned_product_type text not null,
  product_id text not null,
  provisioning_artifact_id text not null,
  launch_path_id text not null,
  error_code text,
  error_description text,
  ignore_errors boolean not null,
  notification_arns text[] not null,
  user_arn text not null,
  user_arn_session text not null,
  token text,
  request_digest text not null,
  PRIMARY KEY (id),
  FOREIGN KEY (product_id) REFERENCES service_catalog.products(id),
  FOREIGN KEY (provisioning_artifact_id) REFERENCES service_catalog.provisioning_artifacts(id)
);
CREATE INDEX records_by_time ON service_catalog.records USING btree (account_id, region, created_at, id);
CREATE UNIQUE INDEX records_by_token ON service_catalog.records USING btree (account_id, region, record_type, token);
CREATE INDEX records_of_product ON service_catalog.records USING btree (account_id, region, product_id, created_at, id);
CREATE INDEX records_of_provisioned_product ON service_catalog.records USING btree (provisioned_product_id, created_at, id);
CREATE INDEX records_of_user ON service_catalog.records USING btree (account_id, region, user_arn_session, created_at, id);

create table service_quotas.requests (
  id text not null,
  account_id text not null,
  service_code text not null,
  quota_code text not null,
  desired_value double precision not null,
  approved boolean not null,
  requester text not null,
  created_at timestamp with time zone not null,
  decided_at timestamp with time zone not null,
  PRIMARY KEY (id)
);
CREATE INDEX requests_by_account ON service_quotas.requests USING btree (account_id, id);
CREATE INDEX requests_in_force ON service_quotas.requests USING btree (account_id, service_code, quota_code, desired_value) WHERE approved;

create table sso_admin.access_control_attributes (
  instance_arn text not null,
  key text not null,
  source text not null,
  FOREIGN KEY (instance_arn) REFERENCES sso_admin.instances(instance_arn) ON DELETE CASCADE,
  PRIMARY KEY (instance_arn, key)
);

create table sso_admin.application_access_scopes (
  application_arn text not null,
  scope text not null,
  authorized_targets text[] not null,
  FOREIGN KEY (application_arn) REFERENCES sso_admin.applications(arn) ON DELETE CASCADE,
  PRIMARY KEY (application_arn, scope)
);

create table sso_admin.application_assignments (
  application_arn text not null,
  principal_type text not null,
  principal_id text not null,
  created_at timestamp with time zone not null,
  FOREIGN KEY (application_arn) REFERENCES sso_admin.applications(arn) ON DELETE CASCADE,
  PRIMARY KEY (application_arn, principal_type, principal_id),
  CHECK ((principal_type = ANY (ARRAY['USER'::text, 'GROUP'::text])))
);
CREATE INDEX application_assignments_by_principal ON sso_admin.application_assignments USING btree (principal_id, application_arn);

create table sso_admin.application_authentication_methods (
  application_arn text not null,
  type text not null,
  method jsonb not null,
  FOREIGN KEY (application_arn) REFERENCES sso_admin.applications(arn) ON DELETE CASCADE,
  PRIMARY KEY (application_arn, type)
);

create table sso_admin.application_grants (
  application_arn text not null,
  grant_type text not null,
  details jsonb not null,
  FOREIGN KEY (application_arn) REFERENCES sso_admin.applications(arn) ON DELETE CASCADE,
  PRIMARY KEY (application_arn, grant_type)
);

create table sso_admin.applications (
  arn text not null,
  instance_arn text not null,
  provider_arn text not null,
  name text not null,
  description text,
  enabled boolean not null,
  visible boolean not null,
  sign_in_origin text,
  url text,
  assignment_required boolean not null,
  client_token text,
  created_at timestamp with time zone not null,
  background_sessions boolean not null default false,
  request_digest text,
  UNIQUE (instance_arn, client_token),
  FOREIGN KEY (instance_arn) REFERENCES sso_admin.instances(instance_arn),
  PRIMARY KEY (arn),
  CHECK ((sign_in_origin = ANY (ARRAY['IDENTITY_CENTER'::text, 'APPLICATION'::text])))
);
CREATE UNIQUE INDEX applications_by_name ON sso_admin.applications USING btree (instance_arn, lower(name));

create table sso_admin.assignments (
  account_id text not null,
  permission_set_arn text not null,
  principal_type text not null,
  principal_id text not null,
  effective_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  FOREIGN KEY (permission_set_arn) REFERENCES sso_admin.permission_sets(arn),
  PRIMARY KEY (account_id, permission_set_arn, principal_type, principal_id),
  CHECK ((principal_type = ANY (ARRAY['USER'::text, 'GROUP'::text])))
);
CREATE INDEX assignments_by_permission_set ON sso_admin.assignments USING btree (permission_set_arn, account_id);
CREATE INDEX assignments_by_principal ON sso_admin.assignments USING btree (principal_id, account_id, permission_set_arn);

create table sso_admin.customer_managed_policies (
  permission_set_arn text not null,
  path text not null,
  name text not null,
  FOREIGN KEY (permission_set_arn) REFERENCES sso_admin.permission_sets(arn) ON DELETE CASCADE,
  PRIMARY KEY (permission_set_arn, path, name)
);

create table sso_admin.instances (
  instance_arn text not null,
  identity_store_id text not null,
  owner_account_id text not null,
  created_at timestamp with time zone not null,
  name text,
  is_account_instance boolean not null default false,
  primary_region text,
  client_token text,
  active_at timestamp with time zone,
  gone_at timestamp with time zone,
  kms_key_arn text,
  encrypted_at timestamp with time zone,
  access_control_at timestamp with time zone,
  request_digest text,
  UNIQUE (identity_store_id),
  PRIMARY KEY (instance_arn)
);
CREATE UNIQUE INDEX instances_by_owner ON sso_admin.instances USING btree (owner_account_id) WHERE (gone_at IS NULL);
CREATE INDEX instances_of_owner ON sso_admin.instances USING btree (owner_account_id, instance_arn);

create table sso_admin.managed_policies (
  permission_set_arn text not null,
  policy_arn text not null,
  FOREIGN KEY (permission_set_arn) REFERENCES sso_admin.permission_sets(arn) ON DELETE CASCADE,
  PRIMARY KEY (permission_set_arn, policy_arn)
);

create table sso_admin.permission_sets (
  arn text not null,
  instance_arn text not null,
  name text not null,
  description text,
  session_duration text not null,
  relay_state text,
  inline_policy text,
  created_at timestamp with time zone not null,
  boundary_policy_arn text,
  boundary_policy_name text,
  boundary_policy_path text,
  CHECK ((num_nonnulls(boundary_policy_arn, boundary_policy_name) < 2)),
  FOREIGN KEY (instance_arn) REFERENCES sso_admin.instances(instance_arn),
  UNIQUE (instance_arn, name),
  PRIMARY KEY (arn)
);
CREATE INDEX permission_sets_page ON sso_admin.permission_sets USING btree (instance_arn, arn);

create table sso_admin.provisioned_roles (
  account_id text not null,
  permission_set_arn text not null,
  role_name text not null,
  role_arn text not null,
  latest boolean not null,
  provisioned_at timestamp with time zone not null,
  FOREIGN KEY (permission_set_arn) REFERENCES sso_admin.permission_sets(arn),
  PRIMARY KEY (account_id, permission_set_arn)
);
CREATE INDEX provisioned_roles_by_permission_set ON sso_admin.provisioned_roles USING btree (permission_set_arn, account_id);

create table sso_admin.regions (
  instance_arn text not null,
  region_name text not null,
  added_at timestamp with time zone not null,
  removing boolean not null,
  changed_at timestamp with time zone not null,
  FOREIGN KEY (instance_arn) REFERENCES sso_admin.instances(instance_arn) ON DELETE CASCADE,
  PRIMARY KEY (instance_arn, region_name)
);

create table sso_admin.requests (
  request_id text not null,
  instance_arn text not null,
  type text not null,
  account_id text,
  permission_set_arn text not null,
  principal_type text,
  principal_id text,
  created_at timestamp with time zone not null,
  completes_at timestamp with time zone not null,
  failure_reason text,
  FOREIGN KEY (instance_arn) REFERENCES sso_admin.instances(instance_arn),
  PRIMARY KEY (request_id),
  CHECK ((type = ANY (ARRAY['CREATE_ASSIGNMENT'::text, 'DELETE_ASSIGNMENT'::text, 'PROVISION'::text])))
);
CREATE INDEX requests_page ON sso_admin.requests USING btree (instance_arn, type, request_id);

create table sso_admin.resource_tags (
  resource_arn text not null,
  key text not null,
  value text not null,
  PRIMARY KEY (resource_arn, key)
);

create table sso_admin.trusted_token_issuers (
  arn text not null,
  instance_arn text not null,
  name text not null,
  type text not null,
  issuer_url text not null,
  claim_attribute_path text not null,
  identity_store_attribute_path text not null,
  client_token text,
  created_at timestamp with time zone not null,
  request_digest text,
  UNIQUE (instance_arn, client_token),
  FOREIGN KEY (instance_arn) REFERENCES sso_admin.instances(instance_arn),
  UNIQUE (instance_arn, issuer_url),
  PRIMARY KEY (arn)
);
CREATE UNIQUE INDEX trusted_token_issuers_by_name ON sso_admin.trusted_token_issuers USING btree (instance_arn, lower(name));

create table sso_oidc.access_tokens (
  token_hash text not null,
  grant_id text not null,
  expires_at timestamp with time zone not null,
  FOREIGN KEY (grant_id) REFERENCES sso_oidc.grants(id) ON DELETE CASCADE,
  PRIMARY KEY (token_hash)
);
CREATE INDEX access_tokens_by_grant ON sso_oidc.access_tokens USING btree (grant_id);

create table sso_oidc.authorization_codes (
  code_hash text not null,
  client_id text not null,
  user_id text not null,
  mfa boolean not null,
  proved_at timestamp with time zone not null,
  redirect_uri text not null,
  code_challenge text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  grant_id text,
  FOREIGN KEY (client_id) REFERENCES sso_oidc.clients(id) ON DELETE CASCADE,
  FOREIGN KEY (grant_id) REFERENCES sso_oidc.grants(id) ON DELETE CASCADE,
  PRIMARY KEY (code_hash)
);
CREATE INDEX authorization_codes_by_client ON sso_oidc.authorization_codes USING btree (client_id);
CREATE INDEX authorization_codes_by_expiry ON sso_oidc.authorization_codes USING btree (expires_at);
CREATE INDEX authorization_codes_by_grant ON sso_oidc.authorization_codes USING btree (grant_id);
CREATE INDEX authorization_codes_by_user ON sso_oidc.authorization_codes USING btree (user_id);

create table sso_oidc.clients (
  id text not null,
  secret_hash text not null,
  name text not null,
  scopes text[] not null,
  grant_types text[] not null,
  redirect_uris text[] not null,
  address text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (id)
);
CREATE INDEX clients_by_address ON sso_oidc.clients USING btree (address, created_at);
CREATE INDEX clients_by_expiry ON sso_oidc.clients USING btree (expires_at);

create table sso_oidc.code_guesses (
  user_id text not null,
  misses integer not null,
  since timestamp with time zone not null,
  PRIMARY KEY (user_id)
);

create table sso_oidc.device_authorizations (
  device_code_hash text not null,
  user_code text not null,
  client_id text not null,
  status text not null,
  user_id text,
  mfa boolean,
  proved_at timestamp with time zone,
  grant_id text,
  address text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  next_poll_at timestamp with time zone not null,
  FOREIGN KEY (client_id) REFERENCES sso_oidc.clients(id) ON DELETE CASCADE,
  FOREIGN KEY (grant_id) REFERENCES sso_oidc.grants(id) ON DELETE CASCADE,
  PRIMARY KEY (device_code_hash),
  CHECK ((status = ANY (ARRAY['PENDING'::text, 'ALLOWED'::text, 'DENIED'::text, 'USED'::text]))),
  UNIQUE (user_code)
);
CREATE INDEX device_authorizations_by_client ON sso_oidc.device_authorizations USING btree (client_id, created_at);
CREATE INDEX device_authorizations_by_expiry ON sso_oidc.device_authorizations USING btree (expires_at);
CREATE INDEX device_authorizations_by_grant ON sso_oidc.device_authorizations USING btree (grant_id);
CREATE INDEX device_authorizations_by_user ON sso_oidc.device_authorizations USING btree (user_id);

create table sso_oidc.grants (
  id text not null,
  client_id text not null,
  user_id text not null,
  mfa boolean not null,
  proved_at timestamp with time zone not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  FOREIGN KEY (client_id) REFERENCES sso_oidc.clients(id) ON DELETE CASCADE,
  PRIMARY KEY (id)
);
CREATE INDEX grants_by_client ON sso_oidc.grants USING btree (client_id);
CREATE INDEX grants_by_expiry ON sso_oidc.grants USING btree (expires_at);
CREATE INDEX grants_by_user ON sso_oidc.grants USING btree (user_id, created_at, id);

create table sso_oidc.refresh_tokens (
  token_hash text not null,
  grant_id text not null,
  used_at timestamp with time zone,
  FOREIGN KEY (grant_id) REFERENCES sso_oidc.grants(id) ON DELETE CASCADE,
  PRIMARY KEY (token_hash)
);
CREATE INDEX refresh_tokens_by_grant ON sso_oidc.refresh_tokens USING btree (grant_id);

create table sts.used_assertions (
  provider_arn text not null,
  role_arn text not null,
  assertion_hash text not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (provider_arn, assertion_hash, role_arn)
);
CREATE INDEX used_assertions_by_expiry ON sts.used_assertions USING btree (expires_at);
