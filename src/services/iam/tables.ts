import type { Database } from '../../database/database.ts'

export interface PrincipalsTable {
  arn: string
  type: 'user' | 'role'
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

// A type, not an interface: withTables asks for an index signature.
export type IamTables = {
  principals: PrincipalsTable
  inline_policies: InlinePoliciesTable
  attached_policies: AttachedPoliciesTable
}

export const tables = (context: { db: Database }) => context.db.withSchema('iam').withTables<IamTables>()
