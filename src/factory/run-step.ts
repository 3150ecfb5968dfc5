import { DBOS } from '@dbos-inc/dbos-sdk'
import { backoffDelayMs } from './backoff.ts'
import { discoverAccount } from './discover-account.ts'
import { type Failure, sortFailure } from './failures.ts'
import { beginStep, endRequest, lockRequest, markStep } from './journal.ts'
import type { StepName } from './phases.ts'
import { persist, type Run } from './run.ts'
import { CancelRequested, RunEnded } from './run-control.ts'
import type { Commit, StepPoint } from './work.ts'

type Outcome = { ended: false; output: unknown } | { ended: true }

interface StepOptions {
  readonly commit?: Commit<unknown> | undefined
  readonly last?: boolean
}

/** See Work.step. DBOS holds the outcome too, so that a resumed workflow walks past finished steps. */
export async function runStep<Output>(run: Run, name: StepName, ensure: () => Promise<Output>, options: StepOptions): Promise<Output> {
  const outcome = await DBOS.runStep(() => performStep(run, name, ensure, options), { name })
  await observe(run, name, 'committed')
  if (outcome.ended) throw new RunEnded()
  return outcome.output as Output
}

async function performStep(run: Run, name: StepName, ensure: () => Promise<unknown>, options: StepOptions): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    await run.control.parkIfStopping()
    const begun = await persist(run.dependencies, run.control, (context) => beginStep(context, run.owned, name))
    if (begun.kind === 'lost') return { ended: true }
    if (begun.kind === 'done') return { ended: false, output: begun.output }
    if (begun.kind === 'cancelled') return endCancelled(run, name)
    try {
      await observe(run, name, 'before')
      const output = (await ensure()) ?? null
      await observe(run, name, 'after')
      return await commitStep(run, name, output, options)
    } catch (error) {
      if (error instanceof RunEnded) return { ended: true }
      if (error instanceof CancelRequested) return endCancelled(run, name)
      const failure = sortFailure(error)
      logFailure(run, name, attempt, failure, error)
      if (failure.kind === 'give-up' || attempt >= run.dependencies.backoff.attempts) return endFailed(run, name, failure)
      await backOff(run, name, attempt, failure)
    }
  }
}

async function observe(run: Run, step: StepName, moment: StepPoint['moment']): Promise<void> {
  await run.dependencies.onStep?.({ recordId: run.owned.recordId, step, moment })
}

/** The step's effect on our tables and its mark, in one transaction. */
async function commitStep(run: Run, name: StepName, output: unknown, options: StepOptions): Promise<Outcome> {
  const outcome = await persist(run.dependencies, run.control, async (context) => {
    const request = await lockRequest(context, run.owned)
    if (!request) return 'lost'
    if (options.last && request.phase === 'CANCELLING') return 'cancelled'
    await options.commit?.(context, output)
    await markStep(context, run.owned.recordId, name, { status: 'SUCCEEDED', output })
    return 'done'
  })
  if (outcome === 'cancelled') return endCancelled(run, name)
  return outcome === 'lost' ? { ended: true } : { ended: false, output }
}

async function backOff(run: Run, name: StepName, attempt: number, failure: Failure): Promise<void> {
  const delayMs = backoffDelayMs(run.dependencies.backoff, attempt)
  const detail = `Tries again in ${(delayMs / 1000).toFixed(1)} s (attempt ${attempt} of ${run.dependencies.backoff.attempts} failed)`
  await persist(run.dependencies, run.control, async (context) => {
    if (await lockRequest(context, run.owned)) {
      await markStep(context, run.owned.recordId, name, { status: 'RUNNING', error: failure, detail })
    }
  })
  await run.control.sleep(run.dependencies.context.clock, delayMs)
}

async function endFailed(run: Run, name: StepName, failure: Failure): Promise<Outcome> {
  const account = await discoverAccount(run)
  await persist(run.dependencies, run.control, async (context) => {
    const request = await lockRequest(context, run.owned)
    if (!request) return
    const cancelled = request.phase === 'CANCELLING'
    const error = { code: failure.code, message: failure.message }
    await markStep(context, run.owned.recordId, name, { status: cancelled ? 'CANCELLED' : 'FAILED', error })
    await endRequest(context, run.dependencies.recordKeeper, request, {
      action: 'fail',
      error: cancelled ? { code: 'Cancelled', message: cancelText(request.account_id ?? account) } : error,
      ...(account ? { accountId: account } : {}),
    })
  })
  return { ended: true }
}

async function endCancelled(run: Run, name: StepName): Promise<Outcome> {
  const account = await discoverAccount(run)
  await persist(run.dependencies, run.control, async (context) => {
    const request = await lockRequest(context, run.owned)
    if (!request) return
    const message = cancelText(request.account_id ?? account)
    await markStep(context, run.owned.recordId, name, { status: 'CANCELLED' })
    await endRequest(context, run.dependencies.recordKeeper, request, {
      action: 'endCancelled',
      error: { code: 'Cancelled', message },
      ...(account ? { accountId: account } : {}),
    })
  })
  return { ended: true }
}

/** Whoever reads a cancelled record must know whether there is something left to remove. */
export function cancelText(accountId: string | null | undefined): string {
  return accountId
    ? `The request was cancelled. Account ${accountId} exists; terminate the provisioned product to unmanage it.`
    : 'The request was cancelled. No account was made.'
}

function logFailure(run: Run, step: StepName, attempt: number, failure: Failure, error: unknown): void {
  const { log } = run.dependencies.context
  const fields = { recordId: run.owned.recordId, step, attempt, code: failure.code }
  if (failure.kind === 'give-up' && failure.unexpected) log.error({ ...fields, err: error }, 'a step failed unexpectedly')
  else log.warn(fields, `a step failed: ${failure.message}`)
}
