import type { Database } from '../../database/database.ts'

export interface ContactsTable {
  account_id: string
  kind: 'PRIMARY' | 'BILLING' | 'OPERATIONS' | 'SECURITY'
  contact: unknown
}

export interface RegionsTable {
  account_id: string
  region: string
  enabled: boolean
  completes_at: Date
}

export interface PrimaryEmailUpdatesTable {
  account_id: string
  email: string
  sealed_code: string | null
  wrong_codes: number
  updated_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type AccountTables = {
  contacts: ContactsTable
  regions: RegionsTable
  primary_email_updates: PrimaryEmailUpdatesTable
}

export const tables = (context: { db: Database }) => context.db.withSchema('account').withTables<AccountTables>()
