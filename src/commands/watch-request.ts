import type { ApiClient, Request } from './api-client.ts'
import { CommandFailure, type ExitCode, exitCodes } from './exit-codes.ts'
import { followRequest } from './follow-request.ts'
import { showProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'
import { endedPhases } from './timeline.ts'

export interface WatchOptions {
  readonly timeoutMs: number | undefined
  /** Draw nothing. */
  readonly quiet: boolean
}

/**
 * Shows a request's steps until it has ended, and gives its last state. Throws CommandFailure `TimedOut` (exit code 4) or
 * `Interrupted` (130); the request goes on in both cases.
 */
export async function watchRequest(api: ApiClient, recordId: string, terminal: Terminal, options: WatchOptions): Promise<Request> {
  const stop = new AbortController()
  const interrupt = (): void => stop.abort('Interrupted')
  process.once('SIGINT', interrupt)
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => stop.abort('TimedOut'), options.timeoutMs)
  const progress = showProgress(options.quiet ? undefined : terminal)
  let last: Request | undefined
  try {
    for await (const state of followRequest(api, recordId, terminal.clock, stop.signal)) {
      last = state
      progress.update(state)
    }
  } finally {
    progress.end()
    clearTimeout(timer)
    process.removeListener('SIGINT', interrupt)
  }
  if (last && endedPhases.includes(last.phase)) return last
  const hint = `It goes on. See it with: account-factory requests show ${recordId}`
  if (stop.signal.reason === 'TimedOut')
    throw new CommandFailure(exitCodes.timedOut, 'TimedOut', `The request ${recordId} has not ended in time.`, { hint })
  throw new CommandFailure(exitCodes.interrupted, 'Interrupted', `Stopped watching ${recordId}.`, { hint })
}

export function exitCodeOf({ phase }: Pick<Request, 'phase'>): ExitCode {
  return phase === 'SUCCEEDED' ? exitCodes.ok : exitCodes.requestFailed
}
