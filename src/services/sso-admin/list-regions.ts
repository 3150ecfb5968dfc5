import type { OperationContext } from '../../access/context.ts'
import type { ListRegionsRequest, ListRegionsResponse } from '../../wire/models/sso-admin.ts'
import { ownInstanceRow, readInstancePage } from './instance.ts'
import { regionsOf } from './region.ts'

/** The primary Region and the others, by name. */
export async function listRegions(context: OperationContext, input: ListRegionsRequest): Promise<ListRegionsResponse> {
  const instance = await ownInstanceRow(context, input.InstanceArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListRegions', input.InstanceArn],
    input,
    async (after, limit) => {
      const regions = (await regionsOf(context, [instance])).get(input.InstanceArn) ?? []
      return regions.filter(({ RegionName = '' }) => RegionName > String(after?.[0] ?? '')).slice(0, limit)
    },
    ({ RegionName = '' }) => [RegionName],
  )
  return { Regions: rows, ...(nextToken && { NextToken: nextToken }) }
}
