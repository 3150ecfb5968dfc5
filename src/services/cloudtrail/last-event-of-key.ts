import type { OperationContext } from '../../access/context.ts'
import { tables } from './tables.ts'

/** What an access key of the caller's account was last used for in the caller's Region, as long as events are kept. */
export async function lastEventOfKey(
  context: OperationContext,
  accessKeyId: string,
): Promise<{ time: Date; service: string; region: string } | undefined> {
  const row = await tables(context)
    .selectFrom('events')
    .select(['event_time', 'event_source', 'region'])
    .where('account_id', '=', context.caller.accountId)
    .where('region', '=', context.region)
    .where('access_key_id', '=', accessKeyId)
    .orderBy('event_time', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { time: row.event_time, service: row.event_source.replace(/\.amazonaws\.com$/, ''), region: row.region }
}
