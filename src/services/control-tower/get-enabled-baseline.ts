import type { OperationContext } from '../../access/context.ts'
import type { GetEnabledBaselineInput, GetEnabledBaselineOutput } from '../../wire/models/controltower.ts'
import { selectEnabledBaselines, summarizeEnabledBaseline } from './enabled-baseline.ts'
import { notFound } from './faults.ts'
import { landingZoneOfCaller } from './landing-zone.ts'

export async function getEnabledBaseline(context: OperationContext, input: GetEnabledBaselineInput): Promise<GetEnabledBaselineOutput> {
  const landingZone = await landingZoneOfCaller(context)
  const row =
    landingZone &&
    (await selectEnabledBaselines(context, landingZone.organization_id)
      .where('arn', '=', input.enabledBaselineIdentifier)
      .executeTakeFirst())
  if (!row) throw notFound(`AWS Control Tower could not find the enabled baseline ${input.enabledBaselineIdentifier}.`)
  return { enabledBaselineDetails: { ...summarizeEnabledBaseline(row, context), parameters: row.parameters } }
}
