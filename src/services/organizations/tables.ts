import type { ColumnType, Generated } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { CreateAccountStatus, Tag } from '../../wire/models/organizations.ts'
import type { PolicyType } from './policy-types.ts'

export interface OrganizationsTable {
  id: string
  management_account_id: string
  root_id: string
  feature_set: 'ALL' | 'CONSOLIDATED_BILLING'
  account_quota: Generated<number>
  account_count: number
  created_at: Date
}

/** Roots and organizational units. */
export interface ParentsTable {
  id: string
  organization_id: string
  /** Null: a root. */
  parent_id: string | null
  name: string
  /** 0 the root, 5 the deepest organizational unit. */
  depth: number
  /** `o-…/r-…/ou-…/`, as the API gives it. */
  path: string
  created_at: Date
}

export interface AccountsTable {
  id: string
  organization_id: string | null
  parent_id: string | null
  name: string
  email: string
  state: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED'
  joined_method: 'INVITED' | 'CREATED' | null
  /** Until then the account is being created and the API does not show it. */
  joined_at: Date | null
  created_at: Date
  /** When its closure is done; null while nobody asked for one. */
  closes_at: Generated<Date | null>
  /** Lower-cased name, e-mail address and id. */
  search_text: Generated<string>
}

export interface CreateAccountRequestsTable {
  id: string
  organization_id: string
  account_name: string
  account_id: string | null
  failure_reason: NonNullable<CreateAccountStatus['FailureReason']> | null
  requested_at: Date
  /** IN_PROGRESS before, SUCCEEDED or FAILED from then on. */
  completes_at: Date
}

export interface TagsTable {
  resource_id: string
  key: string
  value: string
}

export interface ServiceAccessTable {
  organization_id: string
  service_principal: string
  enabled_at: Date
}

export interface DelegatedAdministratorsTable {
  organization_id: string
  account_id: string
  service_principal: string
  enabled_at: Date
}

export interface HandshakesTable {
  id: string
  organization_id: string
  action: 'INVITE' | 'ENABLE_ALL_FEATURES' | 'APPROVE_ALL_FEATURES' | 'TRANSFER_RESPONSIBILITY'
  /** Whom it is sent to; null when the organization itself is meant. */
  account_id: string | null
  /** The address it was sent to, when not to the account's id. */
  email: string | null
  parent_id: string | null
  notes: string | null
  /** Those of the account to be, as JSON. */
  tags: ColumnType<readonly Tag[], string, never>
  /** Nobody writes EXPIRED: it is a matter of the clock. */
  state: 'REQUESTED' | 'OPEN' | 'CANCELED' | 'ACCEPTED' | 'DECLINED'
  requested_at: Date
  expires_at: Date
  ended_at: Date | null
}

export interface ResponsibilityTransfersTable {
  id: string
  handshake_id: string
  type: 'BILLING'
  name: string
  /** Who will manage: the organization that asked. */
  organization_id: string
  /** For whom: the management account of the organization that was asked. */
  source_account_id: string
  start_at: Date
  end_at: Date | null
  withdrawn_at: Date | null
}

export interface PolicyTypesTable {
  organization_id: string
  type: PolicyType
  enabled_at: Date
}

/** Policies that people make; those of AWS are in aws-managed-policies.ts. */
export interface PoliciesTable {
  id: string
  organization_id: string
  type: PolicyType
  name: string
  description: string
  /** As it was given. */
  content: string
  created_at: Date
  updated_at: Date
}

export interface PolicyAttachmentsTable {
  organization_id: string
  type: PolicyType
  /** Root, organizational unit or account. */
  target_id: string
  policy_id: string
  attached_at: Date
}

export interface ResourcePoliciesTable {
  organization_id: string
  id: string
  content: string
  updated_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type OrganizationsTables = {
  organizations: OrganizationsTable
  parents: ParentsTable
  accounts: AccountsTable
  create_account_requests: CreateAccountRequestsTable
  delegated_administrators: DelegatedAdministratorsTable
  handshakes: HandshakesTable
  responsibility_transfers: ResponsibilityTransfersTable
  policies: PoliciesTable
  policy_attachments: PolicyAttachmentsTable
  policy_types: PolicyTypesTable
  resource_policies: ResourcePoliciesTable
  service_access: ServiceAccessTable
  tags: TagsTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('organizations').withTables<OrganizationsTables>()
