import type { OperationContext } from '../access/context.ts'
import { type Change, changedSince, resumeMargin } from './changes.ts'

const catchUpBound = 10_000

/** Passes the changes that any node commits on to this process's listeners. */
export class ChangeFeed {
  readonly #context: OperationContext
  readonly #listeners = new Set<(change: Change) => void>()
  #lastSeq = 0

  constructor(context: OperationContext) {
    this.#context = context
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** One notification; an empty one says that some may have been lost with the connection. */
  hear(payload: string): void {
    if (payload !== '') this.#deliver(JSON.parse(payload) as Change)
    else this.#catchUp().catch((error) => this.#context.log.warn({ err: error }, 'changes that were missed could not be read'))
  }

  #deliver(change: Change): void {
    this.#lastSeq = Math.max(this.#lastSeq, change.seq)
    for (const listener of this.#listeners) listener(change)
  }

  async #catchUp(): Promise<void> {
    if (this.#lastSeq === 0) return
    for (const change of await changedSince(this.#context, this.#lastSeq - resumeMargin, catchUpBound)) this.#deliver(change)
  }
}
