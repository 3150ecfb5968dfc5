import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { type Database, inTransaction } from '../database/database.ts'
import type { Caller } from './caller.ts'
import type { Pace } from './pace.ts'

/** What every function that acts gets first: who asks, from where, and the means to act. */
export interface OperationContext {
  readonly requestId: string
  readonly caller: Caller
  /** Region of the signature's scope (or chosen in the console). */
  readonly region: string
  readonly clock: Clock
  readonly log: Logger
  /** The pool, or the transaction one is in. */
  readonly db: Database
  /** How long the embedded services' asynchronous work takes. */
  readonly pace: Pace
  readonly settings: Settings
  /** Tells the other services of a change; runs their parts in the current transaction. */
  readonly announce: (context: OperationContext, event: DomainEvent) => Promise<void>
}

export interface Settings {
  /** Do what AWS does, traps included. */
  readonly parity: boolean
  /** Region of the landing zone, Service Catalog and IAM Identity Center. */
  readonly homeRegion: string
  /** Address of the access portal, e.g. `http://127.0.0.1:4500/start`. */
  readonly startUrl: string
}

export type DomainEvent = AccountMoved | AccountsDeparted

export interface AccountMoved {
  readonly type: 'AccountMoved'
  readonly organizationId: string
  readonly accountId: string
  readonly sourceParentId: string
  readonly destinationParentId: string
}

/** The accounts belong to no organization any more. */
export interface AccountsDeparted {
  readonly type: 'AccountsDeparted'
  readonly organizationId: string
  readonly accountIds: readonly string[]
}

/** Runs `work` with a context whose `db` is one transaction; joins the one it is in. */
export function transaction<Result>(context: OperationContext, work: (context: OperationContext) => Promise<Result>): Promise<Result> {
  return inTransaction(context.db, (db) => work({ ...context, db }))
}
