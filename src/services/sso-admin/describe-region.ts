import type { OperationContext } from '../../access/context.ts'
import type { DescribeRegionRequest, DescribeRegionResponse } from '../../wire/models/sso-admin.ts'
import { notFound } from './faults.ts'
import { ownInstanceRow } from './instance.ts'
import { regionsOf } from './region.ts'

/** How a Region stands to the instance. */
export async function describeRegion(
  context: OperationContext,
  { InstanceArn, RegionName }: DescribeRegionRequest,
): Promise<DescribeRegionResponse> {
  const regions = await regionsOf(context, [await ownInstanceRow(context, InstanceArn)])
  const region = regions.get(InstanceArn)?.find((each) => each.RegionName === RegionName)
  if (!region) throw notFound(`Region ${RegionName}`)
  return region
}
