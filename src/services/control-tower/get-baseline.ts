import type { OperationContext } from '../../access/context.ts'
import type { GetBaselineInput, GetBaselineOutput } from '../../wire/models/controltower.ts'
import { findBaseline } from './baselines.ts'
import { notFound } from './faults.ts'
import { checkCaller } from './landing-zone.ts'

export async function getBaseline(context: OperationContext, input: GetBaselineInput): Promise<GetBaselineOutput> {
  await checkCaller(context)
  const baseline = findBaseline(context.region, input.baselineIdentifier)
  if (!baseline) throw notFound(`AWS Control Tower could not find the baseline ${input.baselineIdentifier}.`)
  return { arn: input.baselineIdentifier, name: baseline.name, description: baseline.description }
}
