import type { ColumnType, Selectable } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Phase, RequestType, StepStatus } from './phases.ts'

/** Read as its value, written as JSON text. */
type JsonColumn<Value> = ColumnType<Value, string, string>

interface RequestsTable {
  record_id: string
  type: RequestType
  organization_id: string
  owner_account_id: string
  region: string
  provisioned_product_id: string
  provisioned_product_name: string
  parameters: JsonColumn<Record<string, string>>
  tags: JsonColumn<Array<{ Key: string; Value: string }>>
  notification_arns: JsonColumn<string[]>
  account_id: string | null
  account_name: string
  account_email: string
  organizational_unit: string
  requested_by: string
  search_text: string
  reserved_email: string | null
  phase: Phase
  attempt: number
  node_id: string | null
  run_token: string | null
  error_code: string | null
  error_message: string | null
  outputs: JsonColumn<Output[]>
  created_at: Date
  queued_at: Date
  started_at: Date | null
  ended_at: Date | null
  cancel_requested_at: Date | null
  /** bigint: the driver gives text. */
  seq: ColumnType<string, string, string>
}

interface StepsTable {
  record_id: string
  number: number
  name: string
  title: string
  status: StepStatus
  attempts: number
  detail: string | null
  output: ColumnType<unknown, string | null, string | null>
  error_code: string | null
  error_message: string | null
  started_at: Date | null
  ended_at: Date | null
}

interface NodesTable {
  id: string
  beats: ColumnType<string, number, number>
  stopped: boolean
  started_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type FactoryTables = {
  requests: RequestsTable
  steps: StepsTable
  nodes: NodesTable
}

export interface Output {
  readonly key: string
  readonly value: string
  readonly description: string
}

export type RequestRow = Selectable<RequestsTable>
export type StepRow = Selectable<StepsTable>

export const tables = (context: { db: Database }) => context.db.withSchema('factory').withTables<FactoryTables>()
