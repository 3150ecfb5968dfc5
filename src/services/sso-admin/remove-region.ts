import { type OperationContext, transaction } from '../../access/context.ts'
import type { RemoveRegionRequest, RemoveRegionResponse } from '../../wire/models/sso-admin.ts'
import { invalid, notFound } from './faults.ts'
import { dueAfter, primaryRegionOf } from './instance.ts'
import { lockForRegionChange } from './region.ts'
import { tables } from './tables.ts'

/** Takes the instance out of a Region that is not the primary one; asynchronous. */
export async function removeRegion(
  context: OperationContext,
  { InstanceArn, RegionName }: RemoveRegionRequest,
): Promise<RemoveRegionResponse> {
  return transaction(context, async (context) => {
    const { instance, regions } = await lockForRegionChange(context, InstanceArn)
    if (RegionName === primaryRegionOf(context, instance)) throw invalid('The primary Region cannot be removed.')
    if (!regions.some(({ region_name }) => region_name === RegionName)) throw notFound(`Region ${RegionName}`)
    await tables(context)
      .updateTable('regions')
      .set({ removing: true, changed_at: dueAfter(context, 'enable-baseline') })
      .where('instance_arn', '=', InstanceArn)
      .where('region_name', '=', RegionName)
      .execute()
    return { Status: 'REMOVING' }
  })
}
