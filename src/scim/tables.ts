import type { OperationContext } from '../access/context.ts'

export interface TokensTable {
  id: string
  token_hash: string
  created_at: Date
  created_by: string
  expires_at: Date
  last_used_at: Date | null
}

// A type, not an interface: withTables asks for an index signature.
export type ScimTables = {
  tokens: TokensTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('scim').withTables<ScimTables>()
