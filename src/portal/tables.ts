import type { OperationContext } from '../access/context.ts'

export interface PasswordsTable {
  user_id: string
  hash: string
  one_time: boolean
  expires_at: Date | null
  changed_at: Date
}

export interface SessionsTable {
  id_hash: string
  user_id: string
  must_change: boolean
  created_at: Date
  expires_at: Date
}

export interface AttemptsTable {
  key: string
  failures: number
  blocked_until: Date
  last_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type PortalTables = {
  passwords: PasswordsTable
  sessions: SessionsTable
  attempts: AttemptsTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('portal').withTables<PortalTables>()
