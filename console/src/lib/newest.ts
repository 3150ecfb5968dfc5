import type { Request } from './types.ts'

/** Of two states of one request the later one; events may come twice and a slow answer after them. */
export function newest(known: Request | undefined, incoming: Request): Request {
  return known && known.recordId === incoming.recordId && known.seq > incoming.seq ? known : incoming
}
