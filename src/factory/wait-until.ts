import { Fault } from '../fault.ts'
import { lockRequest } from './journal.ts'
import { persist, type Run } from './run.ts'
import { CancelRequested, RunEnded } from './run-control.ts'

const firstIntervalMs = 50
const longestIntervalMs = 10_000
const growth = 1.3
/** Twice what AWS's slowest step is known to take. */
const timeoutMs = 2 * 60 * 60 * 1000

/** See Work.wait. The first look is at once: what is done already costs no delay. */
export async function waitUntil<Result>(
  run: Run,
  what: string,
  look: () => Promise<Result | undefined>,
  options: { uninterrupted?: boolean } = {},
): Promise<Result> {
  const { clock } = run.dependencies.context
  const deadline = clock.now().getTime() + timeoutMs
  for (let intervalMs = firstIntervalMs; ; intervalMs = Math.min(longestIntervalMs, intervalMs * growth)) {
    const result = await look()
    if (result !== undefined) return result
    if (clock.now().getTime() > deadline) throw new Fault('TimedOut', `Waited two hours for ${what}. Retry the request to wait again.`)
    await run.control.sleep(clock, intervalMs)
    if (!options.uninterrupted) await checkNotCancelled(run)
  }
}

async function checkNotCancelled(run: Run): Promise<void> {
  const request = await persist(run.dependencies, run.control, (context) => lockRequest(context, run.owned))
  if (!request) throw new RunEnded()
  if (request.phase === 'CANCELLING') throw new CancelRequested()
}
