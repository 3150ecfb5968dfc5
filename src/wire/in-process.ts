import { HttpResponse } from '@smithy/protocol-http'
import type { HttpRequest } from '@smithy/types'
import type { Identity, Pipeline } from './pipeline.ts'
import type { WireRequest } from './router.ts'

/** The `requestHandler` of an AWS SDK client whose calls are answered in this process, without a socket, as the given caller. */
export function inProcessRequestHandler<Principal>(pipeline: Pick<Pipeline<Principal>, 'handle'>, identity: Identity<Principal>) {
  return {
    metadata: { handlerProtocol: 'in-process' },
    async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
      const reply = await pipeline.handle(toWireRequest(request), identity)
      return {
        response: new HttpResponse({ statusCode: reply.status, headers: { ...reply.headers }, body: new TextEncoder().encode(reply.body) }),
      }
    },
    updateHttpClientConfig(): void {},
    httpHandlerConfigs: () => ({}),
    destroy(): void {},
  }
}

function toWireRequest(request: HttpRequest): WireRequest {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const item of [value ?? ''].flat()) query.append(name, item)
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]))
  return {
    method: request.method,
    path: request.path,
    query: query.toString(),
    headers,
    body: toBuffer(request.body),
    remoteAddress: '127.0.0.1',
  }
}

function toBuffer(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0)
  if (typeof body === 'string') return Buffer.from(body)
  // Not Buffer.from(body): it asks for a primitive value, which makes the SDK warn.
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  throw new Error('an SDK client sent a stream, which the in-process transport does not take')
}
