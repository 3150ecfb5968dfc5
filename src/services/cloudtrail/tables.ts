import type { Database } from '../../database/database.ts'

export interface EventsTable {
  event_id: string
  account_id: string
  region: string
  event_time: Date
  event_name: string
  event_source: string
  read_only: boolean
  username: string | null
  access_key_id: string | null
  resources: unknown
  record: string
}

export interface EventResourcesTable {
  account_id: string
  region: string
  attribute: 'ResourceType' | 'ResourceName'
  value: string
  event_time: Date
  event_id: string
}

// A type, not an interface: withTables asks for an index signature.
export type CloudTrailTables = {
  events: EventsTable
  event_resources: EventResourcesTable
}

export const tables = (context: { db: Database }) => context.db.withSchema('cloudtrail').withTables<CloudTrailTables>()
