import type { OperationContext } from '../../access/context.ts'
import type { ListBaselinesInput, ListBaselinesOutput } from '../../wire/models/controltower.ts'
import { type Baseline, baselineArn, baselines } from './baselines.ts'
import { checkCaller } from './landing-zone.ts'
import { readPage } from './page.ts'

/** Every baseline there is, set up or not. */
export async function listBaselines(context: OperationContext, input: ListBaselinesInput): Promise<ListBaselinesOutput> {
  await checkCaller(context)
  const { rows, nextToken } = await readPage<Baseline>({
    query: ['ListBaselines', context.caller.accountId, context.region],
    token: input.nextToken,
    maxResults: input.maxResults,
    keyOf: (baseline) => baselines.indexOf(baseline) + 1,
    read: async (after, limit) => baselines.slice(after, after + limit),
  })
  return { baselines: rows.map(({ id, name, description }) => ({ arn: baselineArn(context.region, id), name, description })), nextToken }
}
