import { type OperationContext, transaction } from '../../access/context.ts'
import type { AddRegionRequest, AddRegionResponse } from '../../wire/models/sso-admin.ts'
import { regions as awsRegions } from '../account/index.ts'
import { conflict, invalid } from './faults.ts'
import { dueAfter, primaryRegionOf } from './instance.ts'
import { lockForRegionChange } from './region.ts'
import { tables } from './tables.ts'

/** Copies the instance to another Region; asynchronous. */
export async function addRegion(context: OperationContext, { InstanceArn, RegionName }: AddRegionRequest): Promise<AddRegionResponse> {
  return transaction(context, async (context) => {
    const { instance, regions } = await lockForRegionChange(context, InstanceArn)
    if (awsRegions.get(RegionName) !== 'by-default') throw invalid(`Region ${RegionName} is not one that is enabled by default.`)
    const isThere = regions.some(({ region_name }) => region_name === RegionName) || RegionName === primaryRegionOf(context, instance)
    if (isThere) throw conflict(`The instance is in Region ${RegionName} already.`)
    if (!instance.kms_key_arn?.includes(':key/mrk-'))
      throw invalid('The instance must be encrypted with a multi-Region customer managed key.')
    const row = { added_at: context.clock.now(), removing: false, changed_at: dueAfter(context, 'enable-baseline') }
    await tables(context)
      .insertInto('regions')
      .values({ instance_arn: InstanceArn, region_name: RegionName, ...row })
      .onConflict((gone) => gone.columns(['instance_arn', 'region_name']).doUpdateSet(row))
      .execute()
    return { Status: 'ADDING' }
  })
}
