import type { Clock } from '../clock.ts'
import type { ApiClient, Request } from './api-client.ts'
import { ApiError } from './api-client.ts'
import { endedPhases } from './timeline.ts'

const pollMs = 1_000
/** So many streams that broke before they told anything new, and only polling is left. */
const maxBrokenStreams = 3
/** The server is asked this often though it cannot be reached, about a minute, before following gives up. */
const maxFailedPolls = 60

type Source = Pick<ApiClient, 'request' | 'events'>

/**
 * The states of a request, each newer than the one before, until it has ended. They come from the server's event stream, which is
 * resumed where it broke; when it cannot be had, the request is asked for once a second. Ends early when the signal says so.
 */
export async function* followRequest(api: Source, recordId: string, clock: Clock, signal: AbortSignal): AsyncGenerator<Request> {
  let seen: Request | undefined
  let brokenStreams = 0
  let failedPolls = 0
  const isNews = (state: Request): boolean => seen === undefined || state.seq > seen.seq
  while (!signal.aborted && !hasEnded(seen)) {
    try {
      if (brokenStreams < maxBrokenStreams) {
        brokenStreams++
        for await (const { event, data } of api.events(recordId, seen?.seq, signal)) {
          if (event !== 'request') continue
          const state = JSON.parse(data) as Request
          if (!isNews(state)) continue
          seen = state
          brokenStreams = 0
          yield state
          if (hasEnded(state)) return
        }
      }
    } catch (error) {
      if (isRefusal(error)) throw error
    }
    if (signal.aborted) return
    try {
      const state = await api.request(recordId)
      failedPolls = 0
      if (isNews(state)) {
        seen = state
        yield state
      }
    } catch (error) {
      if (isRefusal(error) || ++failedPolls >= maxFailedPolls) throw error
    }
    if (!hasEnded(seen)) await clock.sleep(pollMs, signal).catch(() => {})
  }
}

function hasEnded(request: Request | undefined): boolean {
  return request !== undefined && endedPhases.includes(request.phase)
}

/** Asking again would get the same no. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429
}
