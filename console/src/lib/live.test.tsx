// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setCurrentRole } from '../app/role.ts'
import { useLiveRequests } from './live.ts'
import type { Request } from './types.ts'

/** What the browser gives, driven by hand. */
class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2
  static readonly opened: FakeEventSource[] = []
  readyState = 0
  readonly url: string

  constructor(url: string) {
    super()
    this.url = url
    FakeEventSource.opened.push(this)
  }

  say(seq: number): void {
    this.dispatchEvent(new MessageEvent('request', { data: JSON.stringify({ recordId: 'rec-1', seq }), lastEventId: String(seq) }))
  }

  fail(readyState: number): void {
    this.readyState = readyState
    this.dispatchEvent(new Event('error'))
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED
  }
}

const client = new QueryClient()
let root: Root
let element: HTMLElement

function Badge() {
  return <span>{useLiveRequests(undefined, 'rec-1')}</span>
}

const shownSeq = (): number | undefined => client.getQueryData<Request>(['request', 'rec-1'])?.seq
const latest = (): FakeEventSource => {
  const source = FakeEventSource.opened.at(-1)
  if (!source) throw new Error('no stream was opened')
  return source
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('EventSource', FakeEventSource)
  vi.useFakeTimers()
  client.clear()
  FakeEventSource.opened.length = 0
  setCurrentRole({ accountId: '123456789012', roleName: 'Admin' })
  element = document.createElement('div')
  root = createRoot(element)
  act(() =>
    root.render(
      <QueryClientProvider client={client}>
        <Badge />
      </QueryClientProvider>,
    ),
  )
})
afterEach(() => {
  act(() => root.unmount())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('the stream says as which role it is opened, in the address, for it sends no headers', () => {
  expect(latest().url).toBe('/api/events?role=123456789012%2FAdmin&recordId=rec-1')
  expect(element.textContent).toBe('connecting')
})

test('an event is the state that is shown, and an older one that comes late is not', () => {
  act(() => latest().dispatchEvent(new Event('open')))
  expect(element.textContent).toBe('live')
  latest().say(5)
  latest().say(4)
  expect(shownSeq()).toBe(5)
})

test('while the browser tries again by itself, nothing is opened beside it', () => {
  act(() => latest().fail(0))
  expect(element.textContent).toBe('reconnecting')
  act(() => vi.advanceTimersByTime(60_000))
  expect(FakeEventSource.opened).toHaveLength(1)
})

test('a stream that the browser gave up is opened again after the last event, later each time', () => {
  latest().say(7)
  act(() => latest().fail(FakeEventSource.CLOSED))
  act(() => vi.advanceTimersByTime(2_000))
  expect(FakeEventSource.opened).toHaveLength(2)
  expect(new URL(latest().url, 'http://localhost').searchParams.get('after')).toBe('7')
  act(() => latest().fail(FakeEventSource.CLOSED))
  act(() => vi.advanceTimersByTime(2_000))
  expect(FakeEventSource.opened).toHaveLength(2)
  act(() => vi.advanceTimersByTime(2_000))
  expect(FakeEventSource.opened).toHaveLength(3)
})

test('a page that is left closes its stream and opens none after it', () => {
  const source = latest()
  act(() => source.fail(FakeEventSource.CLOSED))
  act(() => root.render(null))
  act(() => vi.advanceTimersByTime(60_000))
  expect(source.readyState).toBe(FakeEventSource.CLOSED)
  expect(FakeEventSource.opened).toHaveLength(1)
})

test('a refused stream has it looked up who is signed in, so that an ended session leads to the sign-in page', () => {
  client.setQueryData(['person'], { userName: 'ada' })
  act(() => latest().fail(0))
  expect(client.getQueryState(['person'])?.isInvalidated).toBe(false)
  act(() => latest().fail(FakeEventSource.CLOSED))
  expect(client.getQueryState(['person'])?.isInvalidated).toBe(true)
})
