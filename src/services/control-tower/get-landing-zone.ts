import type { OperationContext } from '../../access/context.ts'
import type { GetLandingZoneInput, GetLandingZoneOutput } from '../../wire/models/controltower.ts'
import { notFound } from './faults.ts'
import { landingZoneOfCaller, landingZoneVersion } from './landing-zone.ts'

/** The landing zone with this ARN or id. */
export async function getLandingZone(context: OperationContext, input: GetLandingZoneInput): Promise<GetLandingZoneOutput> {
  const landingZone = await landingZoneOfCaller(context)
  const isMeant = landingZone && [landingZone.arn, landingZone.arn.split('/').at(-1)].includes(input.landingZoneIdentifier)
  if (!isMeant) throw notFound(`AWS Control Tower could not find the landing zone ${input.landingZoneIdentifier} in ${context.region}.`)
  return {
    landingZone: {
      arn: landingZone.arn,
      version: landingZone.version,
      latestAvailableVersion: landingZoneVersion,
      status: 'ACTIVE',
      driftStatus: { status: 'IN_SYNC' },
      remediationTypes: ['INHERITANCE_DRIFT'],
      manifest: landingZone.manifest,
    },
  }
}
