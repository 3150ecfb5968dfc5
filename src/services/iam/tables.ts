import type { Database } from '../../database/database.ts'

export interface PrincipalsTable {
  arn: string
  type: 'user' | 'role' | 'group'
  account_id: string
  name: string
  path: string
  unique_id: string
  description: string | null
  /** Roles only. */
  trust_policy: unknown
  max_session_seconds: number | null
  permissions_boundary_arn: string | null
  created_at: Date
}

export interface InlinePoliciesTable {
  principal_arn: string
  name: string
  document: unknown
}

export interface AttachedPoliciesTable {
  principal_arn: string
  policy_arn: string
}

export interface GroupMembersTable {
  group_arn: string
  user_arn: string
}

/** Customers' own. */
export interface PoliciesTable {
  arn: string
  account_id: string
  name: string
  path: string
  policy_id: string
  description: string | null
  default_version: number
  next_version: number
  created_at: Date
  updated_at: Date
}

export interface PolicyVersionsTable {
  policy_arn: string
  version: number
  document: unknown
  created_at: Date
}

export interface TagsTable {
  resource_arn: string
  key: string
  value: string
}

export interface AccountSettingsTable {
  account_id: string
  alias: string | null
  password_policy: unknown
}

export interface InstanceProfilesTable {
  arn: string
  account_id: string
  name: string
  path: string
  profile_id: string
  role_arn: string | null
  created_at: Date
}

export interface OpenidProvidersTable {
  arn: string
  account_id: string
  /** With its scheme, as tokens name their issuer. */
  url: string
  client_ids: string[]
  thumbprints: string[]
  created_at: Date
}

export interface SamlProvidersTable {
  arn: string
  account_id: string
  uuid: string
  metadata: string
  entity_id: string
  /** PEM. */
  certificates: string[]
  valid_until: Date
  encryption_mode: 'Required' | 'Allowed' | null
  created_at: Date
}

export interface SamlPrivateKeysTable {
  provider_arn: string
  id: string
  sealed_key: string
  created_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type IamTables = {
  principals: PrincipalsTable
  inline_policies: InlinePoliciesTable
  attached_policies: AttachedPoliciesTable
  group_members: GroupMembersTable
  policies: PoliciesTable
  policy_versions: PolicyVersionsTable
  tags: TagsTable
  account_settings: AccountSettingsTable
  instance_profiles: InstanceProfilesTable
  openid_providers: OpenidProvidersTable
  saml_providers: SamlProvidersTable
  saml_private_keys: SamlPrivateKeysTable
}

export const tables = (context: { db: Database }) => context.db.withSchema('iam').withTables<IamTables>()
