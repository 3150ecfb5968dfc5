import type { ColumnType } from 'kysely'
import type { OperationContext } from '../../access/context.ts'

export interface InstancesTable {
  instance_arn: string
  identity_store_id: string
  owner_account_id: string
  created_at: Date
  name: string | null
  /** Of a member account alone; otherwise the organization's. */
  is_account_instance: boolean
  /** Null for the installation's home Region. */
  primary_region: string | null
  client_token: string | null
  request_digest: string | null
  /** Created, and gone, from these times on. */
  active_at: Date | null
  gone_at: Date | null
  /** The customer's key, null for AWS's own; in force from its time on. */
  kms_key_arn: string | null
  encrypted_at: Date | null
  /** From when on attributes of people go into their sessions; null when they do not. */
  access_control_at: Date | null
}

export interface AccessControlAttributesTable {
  instance_arn: string
  key: string
  source: string
}

/** A Region beside the primary one: ADDING or REMOVING until `changed_at`; then ACTIVE, or gone. */
export interface RegionsTable {
  instance_arn: string
  region_name: string
  added_at: Date
  removing: boolean
  changed_at: Date
}

/** Written as JSON text. */
type Json = ColumnType<unknown, string, string>

export interface PermissionSetsTable {
  arn: string
  instance_arn: string
  name: string
  description: string | null
  session_duration: string
  relay_state: string | null
  inline_policy: string | null
  /** The boundary: one of AWS's managed policies, or name and path of one that is looked for in each account. */
  boundary_policy_arn: string | null
  boundary_policy_name: string | null
  boundary_policy_path: string | null
  created_at: Date
}

export interface ManagedPoliciesTable {
  permission_set_arn: string
  policy_arn: string
}

export interface CustomerManagedPoliciesTable {
  permission_set_arn: string
  path: string
  name: string
}

export interface AssignmentsTable {
  account_id: string
  permission_set_arn: string
  principal_type: 'USER' | 'GROUP'
  principal_id: string
  effective_at: Date
  ended_at: Date | null
}

export interface ProvisionedRolesTable {
  account_id: string
  permission_set_arn: string
  role_name: string
  role_arn: string
  latest: boolean
  provisioned_at: Date
}

export interface ResourceTagsTable {
  resource_arn: string
  key: string
  value: string
}

export interface RequestsTable {
  request_id: string
  instance_arn: string
  type: 'CREATE_ASSIGNMENT' | 'DELETE_ASSIGNMENT' | 'PROVISION'
  account_id: string | null
  permission_set_arn: string
  principal_type: 'USER' | 'GROUP' | null
  principal_id: string | null
  created_at: Date
  completes_at: Date
  /** What it will have failed by, when it completes. */
  failure_reason: string | null
}

export interface ApplicationsTable {
  arn: string
  instance_arn: string
  provider_arn: string
  name: string
  description: string | null
  enabled: boolean
  visible: boolean
  sign_in_origin: 'IDENTITY_CENTER' | 'APPLICATION' | null
  url: string | null
  assignment_required: boolean
  background_sessions: boolean
  client_token: string | null
  request_digest: string | null
  created_at: Date
}

export interface ApplicationAssignmentsTable {
  application_arn: string
  principal_type: 'USER' | 'GROUP'
  principal_id: string
  created_at: Date
}

export interface ApplicationAccessScopesTable {
  application_arn: string
  scope: string
  /** ARNs of applications and instances; empty for the application's own instance. */
  authorized_targets: string[]
}

export interface ApplicationGrantsTable {
  application_arn: string
  grant_type: string
  /** `Grant` */
  details: Json
}

export interface ApplicationAuthenticationMethodsTable {
  application_arn: string
  type: string
  /** `AuthenticationMethod` */
  method: Json
}

export interface TrustedTokenIssuersTable {
  arn: string
  instance_arn: string
  name: string
  type: 'OIDC_JWT'
  issuer_url: string
  claim_attribute_path: string
  identity_store_attribute_path: string
  client_token: string | null
  request_digest: string | null
  created_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type SsoAdminTables = {
  instances: InstancesTable
  access_control_attributes: AccessControlAttributesTable
  regions: RegionsTable
  permission_sets: PermissionSetsTable
  resource_tags: ResourceTagsTable
  managed_policies: ManagedPoliciesTable
  customer_managed_policies: CustomerManagedPoliciesTable
  assignments: AssignmentsTable
  provisioned_roles: ProvisionedRolesTable
  requests: RequestsTable
  applications: ApplicationsTable
  application_assignments: ApplicationAssignmentsTable
  application_access_scopes: ApplicationAccessScopesTable
  application_grants: ApplicationGrantsTable
  application_authentication_methods: ApplicationAuthenticationMethodsTable
  trusted_token_issuers: TrustedTokenIssuersTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('sso_admin').withTables<SsoAdminTables>()
