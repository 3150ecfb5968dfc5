import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readServerEvents, type ServerEvent } from './server-events.ts'

async function* chunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

async function read(text: string, sizes: readonly number[] = []): Promise<ServerEvent[]> {
  const events: ServerEvent[] = []
  for await (const event of readServerEvents(chunks(Buffer.from(text), sizes))) events.push(event)
  return events
}

test('an event is its name, id and data; comments and retry times are none', async () => {
  const text = 'retry: 1000\n\n: heartbeat\n\nevent: request\nid: 7\ndata: {"a":1}\n\n'
  expect(await read(text)).toEqual([{ event: 'request', id: '7', data: '{"a":1}' }])
})

test('data of several lines is joined, colons in it stay, an event without its empty line has not ended', async () => {
  expect(await read('data: a:b\ndata:c\r\n\r\ndata: unfinished\n')).toEqual([{ event: 'message', id: undefined, data: 'a:b\nc' }])
})

test('it makes no difference where the network cuts the stream', async () => {
  const text = 'event: request\nid: 1\ndata: "Zürich 🏔"\n\nevent: request\nid: 2\ndata: 2\n\n'
  const whole = await read(text)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }), async (sizes) => {
      expect(await read(text, sizes)).toEqual(whole)
    }),
  )
})
