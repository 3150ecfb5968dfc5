import type { GeneratedAlways, JSONColumnType } from 'kysely'
import type { OperationContext } from '../../access/context.ts'

export interface LandingZonesTable {
  arn: string
  organization_id: string
  management_account_id: string
  region: string
  version: string
  /** The OU of the log archive and audit account, registered without a baseline of its own. */
  security_unit_id: string
  manifest: JSONColumnType<object>
  created_at: Date
}

export interface BaselineOperationsTable {
  id: string
  organization_id: string
  type: 'ENABLE_BASELINE'
  started_at: Date
  completes_at: Date
}

export interface EnabledBaselinesTable {
  arn: string
  sequence: GeneratedAlways<number>
  organization_id: string
  baseline_id: string
  baseline_version: string
  /** Account id or organizational unit id. */
  target_id: string
  target_arn: string
  parent_arn: string | null
  parameters: JSONColumnType<Array<{ key: string; value: unknown }>>
  last_operation_id: string | null
  /** UNDER_CHANGE before, SUCCEEDED from then on. */
  completes_at: Date
  created_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type ControlTowerTables = {
  landing_zones: LandingZonesTable
  baseline_operations: BaselineOperationsTable
  enabled_baselines: EnabledBaselinesTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('control_tower').withTables<ControlTowerTables>()
