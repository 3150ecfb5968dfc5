import { type OperationContext, transaction } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { DisableRegionRequest, ErrorCode, Operations } from '../../wire/models/account.ts'
import { conflict } from './faults.ts'
import { regionStatuses } from './region-status.ts'
import { tables } from './tables.ts'
import { targetAccount } from './target-account.ts'

/** AWS lets an account have so many changes of Regions under way. */
const mostAtOnce = 6

const invalidTarget = (message: string): Fault =>
  new Fault<ErrorCode>('ValidationException', message, { fields: { reason: 'invalidRegionOptTarget', fieldList: [] } })

/** Enables a Region for an account; what is enabled already stays so. */
export function enableRegion(context: OperationContext, input: DisableRegionRequest): Promise<Operations['EnableRegion']['output']> {
  return changeRegion(context, input, true)
}

/** Disables a Region for an account; what is disabled already stays so. */
export function disableRegion(context: OperationContext, input: DisableRegionRequest): Promise<Operations['DisableRegion']['output']> {
  return changeRegion(context, input, false)
}

async function changeRegion(
  context: OperationContext,
  { AccountId, RegionName }: DisableRegionRequest,
  enabled: boolean,
): Promise<Record<string, never>> {
  const account = await targetAccount(context, AccountId)
  return transaction(context, async (context) => {
    const statuses = await regionStatuses(context, account.id)
    const status = statuses.get(RegionName)
    if (status === undefined) throw invalidTarget(`${RegionName} is not a Region.`)
    if (status === 'ENABLED_BY_DEFAULT') throw invalidTarget(`${RegionName} is enabled by default and cannot be changed.`)
    if (status === (enabled ? 'DISABLING' : 'ENABLING')) throw conflict(`${RegionName} is ${status}; wait until that is done.`)
    if (status === (enabled ? 'ENABLED' : 'DISABLED') || status === (enabled ? 'ENABLING' : 'DISABLING')) return {}
    const underWay = [...statuses.values()].filter((each) => each === 'ENABLING' || each === 'DISABLING').length
    if (underWay >= mostAtOnce)
      throw new Fault<ErrorCode>('TooManyRequestsException', `At most ${mostAtOnce} Regions are changed at a time.`)
    const row = { enabled, completes_at: new Date(context.clock.now().getTime() + context.pace['enable-baseline']) }
    await tables(context)
      .insertInto('regions')
      .values({ account_id: account.id, region: RegionName, ...row })
      .onConflict((existing) => existing.columns(['account_id', 'region']).doUpdateSet(row))
      .execute()
    return {}
  })
}
