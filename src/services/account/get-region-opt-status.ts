import type { OperationContext } from '../../access/context.ts'
import type { GetRegionOptStatusRequest, GetRegionOptStatusResponse } from '../../wire/models/account.ts'
import { invalidField } from './faults.ts'
import { regionStatuses } from './region-status.ts'
import { targetAccount } from './target-account.ts'

/** How an account stands to a Region. */
export async function getRegionOptStatus(
  context: OperationContext,
  { AccountId, RegionName }: GetRegionOptStatusRequest,
): Promise<GetRegionOptStatusResponse> {
  const account = await targetAccount(context, AccountId)
  const status = (await regionStatuses(context, account.id)).get(RegionName)
  if (!status) throw invalidField('regionName', `${RegionName} is not a Region.`)
  return { RegionName, RegionOptStatus: status }
}
