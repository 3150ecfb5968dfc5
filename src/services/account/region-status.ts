import type { OperationContext } from '../../access/context.ts'
import type { Region } from '../../wire/models/account.ts'
import { regions } from './regions.ts'
import { type RegionsTable, tables } from './tables.ts'

export type RegionStatus = NonNullable<Region['RegionOptStatus']>

/** How an account stands to every Region, by name, in order. */
export async function regionStatuses(context: OperationContext, accountId: string): Promise<Map<string, RegionStatus>> {
  const rows = await tables(context).selectFrom('regions').selectAll().where('account_id', '=', accountId).execute()
  const changed = new Map(rows.map((row) => [row.region, row]))
  const now = context.clock.now()
  return new Map(
    [...regions].map(([name, kind]) => [name, kind === 'by-default' ? 'ENABLED_BY_DEFAULT' : statusOf(changed.get(name), now)] as const),
  )
}

function statusOf(row: RegionsTable | undefined, now: Date): RegionStatus {
  if (!row) return 'DISABLED'
  const isDone = row.completes_at <= now
  if (row.enabled) return isDone ? 'ENABLED' : 'ENABLING'
  return isDone ? 'DISABLED' : 'DISABLING'
}
