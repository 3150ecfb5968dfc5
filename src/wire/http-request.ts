import type { IncomingMessage } from 'node:http'
import type { WireRequest } from './router.ts'

/** Node's request, with its body read, as the pipeline and the signature check take it. Path and query stay as they were sent. */
export function toWireRequest({ method, url, headers, socket }: IncomingMessage, body: Buffer): WireRequest {
  const target = url ?? '/'
  const mark = target.indexOf('?')
  return {
    method: method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    // Only set-cookie, which no request has, would be a list.
    headers: headers as WireRequest['headers'],
    body,
    remoteAddress: socket.remoteAddress ?? '',
  }
}
