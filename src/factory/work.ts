import type { OperationContext } from '../access/context.ts'
import type { RecordKeeper } from '../services/service-catalog/product-handler.ts'
import type { Backoff } from './backoff.ts'
import type { AwsClients } from './clients.ts'
import type { OrganizationDirectory } from './organization-directory.ts'
import type { StepName } from './phases.ts'
import type { RequestRow } from './tables.ts'

/** What the factory is made of; the server hands it in once. */
export interface FactoryDependencies {
  /** Who the factory acts as in our own tables: a service, the pool, the server's clock, log and settings. */
  readonly context: OperationContext
  readonly clients: AwsClients
  readonly directory: OrganizationDirectory
  readonly recordKeeper: RecordKeeper
  /** Account operations at a time in one organization. */
  readonly concurrency: number
  readonly backoff: Backoff
  /** Called around each step; a test may throw here, or never return. */
  readonly onStep?: (point: StepPoint) => Promise<void>
}

export interface StepPoint {
  readonly recordId: string
  readonly step: StepName
  /** `before` the work, `after` the work and before its mark, or when the mark is `committed`. */
  readonly moment: 'before' | 'after' | 'committed'
}

/** One run of one request: what a step may use. */
export interface Work {
  readonly request: RequestRow
  readonly clients: AwsClients
  readonly directory: OrganizationDirectory
  readonly context: OperationContext
  readonly concurrency: number
  /**
   * Runs one step of the recipe, once: finished before, it gives back its output. `ensure` may run any number of times
   * and must be harmless then; `commit` changes our own tables in the transaction that marks the step as done.
   */
  step<Output>(name: StepName, ensure: () => Promise<Output>, commit?: Commit<Output>): Promise<Output>
  /** As `step`, for the last one: its commit ends the request, unless it was cancelled before. */
  lastStep<Output>(name: StepName, ensure: () => Promise<Output>, commit: Commit<Output>): Promise<void>
  /**
   * Looks again and again, in growing intervals, until `look` gives something; a cancelled request ends the wait.
   * `what` completes the sentence "waited … for", shown when two hours have passed.
   */
  wait<Result>(what: string, look: () => Promise<Result | undefined>, options?: { uninterrupted?: boolean }): Promise<Result>
  /** Shows a line under the running step. */
  note(detail: string): Promise<void>
}

export type Commit<Output> = (context: OperationContext, output: Output) => Promise<void>
