import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { requestQuery } from './request-query.ts'
import type { Request } from './types.ts'

const stateAt = (seq: number): Request => ({ recordId: 'rec-1', seq }) as Request

afterEach(() => vi.unstubAllGlobals())

test('an event that came while a request was being read is not undone by the older answer', async () => {
  const client = new QueryClient()
  const answer = Promise.withResolvers<Response>()
  vi.stubGlobal('sessionStorage', { getItem: () => null })
  vi.stubGlobal('localStorage', { getItem: () => null })
  vi.stubGlobal('fetch', () => answer.promise)
  const reading = client.fetchQuery(requestQuery(client, 'rec-1'))
  client.setQueryData(['request', 'rec-1'], stateAt(9))
  answer.resolve(new Response(JSON.stringify(stateAt(5))))
  expect(await reading).toEqual(stateAt(9))
})
