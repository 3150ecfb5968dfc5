import type { OperationContext } from '../../access/context.ts'

export interface UsedAssertionsTable {
  provider_arn: string
  role_arn: string
  assertion_hash: string
  expires_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type StsTables = { used_assertions: UsedAssertionsTable }

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('sts').withTables<StsTables>()
