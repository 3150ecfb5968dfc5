// The recorder of the trail: takes events from everywhere, stores them in batches, forgets the old ones.
//
// Events that change something are awaited: they are stored before their answer leaves. Reads are stored a moment later, together.
import type { RecordEvent } from '../access/trail.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { randomUUID } from '../random.ts'
import { forgetEvents, storeEvents, type TimedEvent } from '../services/cloudtrail/index.ts'
import type { Surroundings } from './operation-context.ts'

export interface Trail {
  readonly record: RecordEvent
  /** Stores what is left. */
  close(): Promise<void>
}

export interface TrailOptions extends Pick<Surroundings, 'db' | 'clock' | 'log'> {
  /** How long events are kept. */
  readonly days: number
  /** In whose history, and in which Region's, the calls of nobody known stand. */
  readonly managementAccountId: string
  readonly homeRegion: string
}

const readsWaitMs = 250
/** Beyond this callers wait, reads too: memory is bounded, and no event is lost for it. */
const mostWaiting = 5_000
const largestBatch = 2_000
const forgetEveryMs = 10 * 60_000
const dayMs = 24 * 3_600_000

export function createTrail(options: TrailOptions): Trail {
  const { db, clock, log, days, managementAccountId, homeRegion } = options
  const mayRecordStranger = strangerLimit(clock)
  let waiting: TimedEvent[] = []
  let storing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const storeBatch = async (): Promise<void> => {
    const batch = waiting.splice(0, largestBatch)
    if (batch.length === 0) return
    await storeEvents(db, batch).catch((error) => {
      // What was done is done: the call is answered, and the log keeps what the trail could not.
      for (const { id, event } of batch.slice(0, 100))
        log.error({ eventId: id, eventName: event.eventName, requestId: event.requestId }, 'an event could not be stored')
      log.error({ err: error, events: batch.length }, 'the trail could not be written')
    })
  }
  /** Resolves when all that waits now is stored; whoever comes while a batch is under way shares the next. */
  const store = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const next = (storing ?? Promise.resolve()).then(async () => {
      while (waiting.length > 0) await storeBatch()
    })
    storing = next
    return next
  }
  const record: RecordEvent = async (event) => {
    if (event.userIdentity.type === 'Unknown' && !mayRecordStranger()) return
    waiting.push({ id: randomUUID(), time: clock.now(), accountId: managementAccountId, region: homeRegion, event })
    if (!event.readOnly || waiting.length >= mostWaiting) return store()
    timer ??= setTimeout(() => void store(), readsWaitMs)
  }
  const forgetting = startForgetting(db, clock, days, (error) => log.warn({ err: error }, 'old events could not be deleted'))
  return {
    record,
    close: async () => {
      await forgetting.stop()
      await store()
      waiting = []
    },
  }
}

/** Deletes events older than `days`, a bounded number at a time. */
function startForgetting(db: Database, clock: Clock, days: number, onError: (error: unknown) => void) {
  let running: Promise<void> | undefined
  let stopped = false
  const forget = async (): Promise<void> => {
    const before = new Date(clock.now().getTime() - days * dayMs)
    while (!stopped && (await forgetEvents(db, before)));
  }
  const timer = setInterval(() => {
    running ??= forget()
      .catch(onError)
      .finally(() => {
        running = undefined
      })
  }, forgetEveryMs)
  timer.unref()
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

const strangersPerSecond = 20
const strangersAtOnce = 1_000

/** Whoever has no credentials must not be able to fill the disk: a burst of their calls is kept, and then only so many per second. */
function strangerLimit(clock: Clock): () => boolean {
  let left = strangersAtOnce
  let countedAt = clock.now().getTime()
  return () => {
    const now = clock.now().getTime()
    left = Math.min(strangersAtOnce, left + (Math.max(0, now - countedAt) / 1000) * strangersPerSecond)
    countedAt = now
    if (left < 1) return false
    left -= 1
    return true
  }
}
