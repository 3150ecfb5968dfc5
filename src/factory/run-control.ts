import type { Clock } from '../clock.ts'

/** Thrown through a recipe when its run is over: finished with a failure or a cancel that is written already, or lost to a newer run. */
export class RunEnded extends Error {
  constructor() {
    super('the run is over')
  }
}

/** Thrown out of a wait when a person cancelled the request. */
export class CancelRequested extends Error {
  constructor() {
    super('the request was cancelled')
  }
}

/**
 * What stops or wakes one run. A node that stops parks its runs: they never return, so that the workflow stays pending and
 * goes on at the next start or on another node.
 */
export class RunControl {
  readonly #stop: AbortSignal
  #wake = new AbortController()
  #parked = false

  constructor(stop: AbortSignal) {
    this.#stop = stop
  }

  get parked(): boolean {
    return this.#parked
  }

  /** Ends a sleep early: something happened to this request. */
  wake(): void {
    this.#wake.abort()
    this.#wake = new AbortController()
  }

  async parkIfStopping(): Promise<void> {
    if (!this.#stop.aborted) return
    this.#parked = true
    await new Promise<never>(() => {})
  }

  /** Sleeps, shorter when woken; parks when the node stops. */
  async sleep(clock: Clock, ms: number): Promise<void> {
    await clock.sleep(ms, AbortSignal.any([this.#stop, this.#wake.signal])).catch(() => undefined)
    await this.parkIfStopping()
  }
}
