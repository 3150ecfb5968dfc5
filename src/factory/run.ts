import { type OperationContext, transaction } from '../access/context.ts'
import { isDatabaseInterruption } from './failures.ts'
import type { Owned } from './journal.ts'
import type { RunControl } from './run-control.ts'
import type { RequestRow } from './tables.ts'
import type { FactoryDependencies, Work } from './work.ts'

/** One run of a request as the code around the recipe sees it. */
export interface Run {
  readonly dependencies: FactoryDependencies
  readonly control: RunControl
  readonly owned: Owned
  readonly request: RequestRow
  readonly work: Work
}

const interruptionDelayMs = 250

/** One transaction on our own tables, repeated for as long as the database is away: a step's end must not get lost. */
export async function persist<Result>(
  dependencies: FactoryDependencies,
  control: RunControl,
  work: (context: OperationContext) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await transaction(dependencies.context, work)
    } catch (error) {
      if (!isDatabaseInterruption(error)) throw error
      dependencies.context.log.warn({ err: error }, 'the database is away; the factory waits for it')
      await control.sleep(dependencies.context.clock, interruptionDelayMs)
    }
  }
}
