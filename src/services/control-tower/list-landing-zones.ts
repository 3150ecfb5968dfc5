import type { OperationContext } from '../../access/context.ts'
import type { ListLandingZonesInput, ListLandingZonesOutput } from '../../wire/models/controltower.ts'
import { landingZoneOfCaller } from './landing-zone.ts'
import { readPage } from './page.ts'

/** The one landing zone, in its home Region. */
export async function listLandingZones(context: OperationContext, input: ListLandingZonesInput): Promise<ListLandingZonesOutput> {
  const landingZone = await landingZoneOfCaller(context)
  const { rows } = await readPage({
    query: ['ListLandingZones', context.caller.accountId, context.region],
    token: input.nextToken,
    maxResults: input.maxResults,
    keyOf: () => 1,
    read: async () => (landingZone ? [{ arn: landingZone.arn }] : []),
  })
  return { landingZones: rows }
}
