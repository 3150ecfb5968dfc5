/** The only source of time. Rows carry times that came from here, never the database's now(). */
export interface Clock {
  now(): Date
  /** Resolves after `ms` of this clock's time; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The real time, which moving a simulation's clock does not move: for what others date and sign. */
export const wallTime = (): Date => new Date()

/** The wall clock, moved forward by `advance`; a fake needs no other class. */
export class SystemClock implements Clock {
  #offsetMs = 0

  now(): Date {
    return new Date(Date.now() + this.#offsetMs)
  }

  /** Moves this clock forward; whoever sleeps on it finishes its sleep in wall time. */
  advance(ms: number): void {
    this.#offsetMs += ms
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const abort = (): void => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }, ms)
      signal?.addEventListener('abort', abort, { once: true })
    })
  }
}
