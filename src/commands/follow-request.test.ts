import { expect, test } from 'vitest'
import type { Clock } from '../clock.ts'
import { ApiError, type Phase, type Request } from './api-client.ts'
import { followRequest } from './follow-request.ts'

const state = (seq: number, phase: Phase = 'RUNNING') => ({ seq, phase }) as Request
const event = (request: Request) => ({ event: 'request', id: String(request.seq), data: JSON.stringify(request) })
const instantly: Clock = { now: () => new Date(0), sleep: async () => {} }

/** Each stream gives its states and then ends, or breaks where it holds an error; after the last there is none to be had. */
function source(streams: ReadonlyArray<ReadonlyArray<Request | Error>>, polled: ReadonlyArray<Request | Error> = []) {
  const resumedAfter: Array<number | undefined> = []
  let stream = 0
  let poll = 0
  const give = (item: Request | Error | undefined): Request => {
    if (item instanceof Error) throw item
    return item ?? state(0)
  }
  return {
    resumedAfter,
    async *events(_id: string, after: number | undefined) {
      resumedAfter.push(after)
      const items = streams[stream++]
      if (!items) throw new ApiError(503, { code: 'ServiceUnavailable' })
      for (const item of items) yield event(give(item))
    },
    request: async () => give(polled[Math.min(poll++, polled.length - 1)]),
  }
}

async function follow(api: ReturnType<typeof source>, signal = new AbortController().signal): Promise<number[]> {
  const seqs: number[] = []
  for await (const { seq } of followRequest(api, 'rec-1', instantly, signal)) seqs.push(seq)
  return seqs
}

test('states come from the stream until the request has ended', async () => {
  expect(await follow(source([[state(1), state(2), state(3, 'SUCCEEDED'), state(4)]]))).toEqual([1, 2, 3])
})

test('a stream that breaks is resumed after the last state, and what was seen is not told again', async () => {
  const api = source(
    [
      [state(1), state(2), new Error('reset')],
      [state(2), state(3, 'FAILED')],
    ],
    [state(2)],
  )
  expect(await follow(api)).toEqual([1, 2, 3])
  expect(api.resumedAfter).toEqual([undefined, 2])
})

test('without a stream the request is asked for until it has ended', async () => {
  const polled = [state(1), new Error('reset'), state(1), state(5), state(9, 'CANCELLED')]
  expect(await follow(source([], polled))).toEqual([1, 5, 9])
})

test('a no of the server ends it', async () => {
  await expect(follow(source([[new ApiError(403, { code: 'AccessDeniedException' })]]))).rejects.toMatchObject({ status: 403 })
  await expect(follow(source([], [new ApiError(404, { code: 'ResourceNotFoundException' })]))).rejects.toMatchObject({ status: 404 })
})

test('a server that stays away ends it', async () => {
  await expect(follow(source([], [new Error('ECONNREFUSED')]))).rejects.toThrow('ECONNREFUSED')
})

test('whoever stops watching is let go', async () => {
  const stop = new AbortController()
  stop.abort()
  expect(await follow(source([[state(1)]]), stop.signal)).toEqual([])
})
