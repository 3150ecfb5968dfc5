import { randomBytes } from '../random.ts'

export interface Backoff {
  readonly firstMs: number
  readonly maxMs: number
  /** Tries of one run of a step before it gives up. */
  readonly attempts: number
}

/** About three minutes of trying. */
export const patientBackoff: Backoff = { firstMs: 250, maxMs: 30_000, attempts: 12 }

/** Embedded with no delays: what does not pass at once will not pass. */
export const instantBackoff: Backoff = { firstMs: 5, maxMs: 100, attempts: 8 }

/** Exponential with full jitter; `attempt` counts from 1. */
export function backoffDelayMs(backoff: Backoff, attempt: number): number {
  const ceiling = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (attempt - 1))
  return Math.ceil(ceiling * (0.5 + randomBytes(4).readUInt32BE() / 2 ** 33))
}
