import type { ServerResponse } from 'node:http'
import type { OperationContext } from '../access/context.ts'
import type { AccountFactory } from '../factory/account-factory.ts'
import { type Change, resumeMargin } from '../factory/changes.ts'
import { Fault, isFault } from '../fault.ts'

const heartbeatMs = 15_000
/** A stream ends now and then, so that rights are looked at again; the browser comes back by itself. */
const longestStreamMs = 15 * 60_000
/** A reader this far behind is dropped; it resumes where it was. */
const maxUnsentBytes = 1_000_000
const replayPage = 500

export interface StreamRequest {
  readonly context: OperationContext
  /** Set when the caller may see their own requests only. */
  readonly requestedBy: string | undefined
  readonly after: number | undefined
  readonly recordId: string | undefined
}

/** The open event streams of this process: bounded in number, each fed by what it may see. */
export class EventStreams {
  readonly #requests: AccountFactory['requests']
  readonly #max: number
  readonly #open = new Set<ServerResponse>()

  constructor(requests: AccountFactory['requests'], max: number) {
    this.#requests = requests
    this.#max = max
  }

  /** Throws ServiceUnavailable when there are too many already. */
  checkRoom(): void {
    if (this.#open.size >= this.#max) {
      throw new Fault(
        'ServiceUnavailable',
        `There are ${this.#max} event streams open already. Try again later, or poll GET /api/requests.`,
      )
    }
  }

  /** Writes events until the reader leaves. Each event is a request's whole state, to be applied idempotently. */
  async serve(response: ServerResponse, request: StreamRequest): Promise<void> {
    this.#open.add(response)
    const waiting = new Map<string, Change>()
    let wake: () => void = () => {}
    const unsubscribe = this.#requests.subscribe((change) => {
      if (!isVisible(request, change)) return
      waiting.set(change.recordId, change)
      wake()
    })
    const heartbeat = setInterval(() => response.write(': heartbeat\n\n'), heartbeatMs)
    const end = setTimeout(() => response.end(), longestStreamMs)
    response.once('close', () => wake())
    try {
      response.write('retry: 1000\n\n')
      await this.#replay(response, request)
      while (!response.writableEnded && !response.destroyed) {
        const [recordId] = waiting.keys()
        if (recordId === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          continue
        }
        waiting.delete(recordId)
        await this.#send(response, request.context, recordId)
      }
    } finally {
      unsubscribe()
      clearInterval(heartbeat)
      clearTimeout(end)
      this.#open.delete(response)
      response.end()
    }
  }

  closeAll(): void {
    for (const response of this.#open) response.destroy()
  }

  async #replay(response: ServerResponse, request: StreamRequest): Promise<void> {
    if (request.recordId !== undefined && request.after === undefined) return this.#send(response, request.context, request.recordId)
    if (request.after === undefined) return
    let seq = Math.max(0, request.after - resumeMargin)
    for (;;) {
      const changes = await this.#requests.changedSince(request.context, seq, replayPage)
      for (const change of changes) {
        if (isVisible(request, change)) await this.#send(response, request.context, change.recordId)
        seq = change.seq
      }
      if (changes.length < replayPage || response.destroyed) return
    }
  }

  async #send(response: ServerResponse, context: OperationContext, recordId: string): Promise<void> {
    if (response.destroyed) return
    if (response.writableLength > maxUnsentBytes) return void response.destroy()
    try {
      const request = await this.#requests.get(context, recordId)
      response.write(`event: request\nid: ${request.seq}\ndata: ${JSON.stringify(request)}\n\n`)
    } catch (error) {
      // Gone since (a reset); anything else ends the stream, and the reader comes back.
      if (!isFault(error, 'ResourceNotFoundException')) throw error
    }
  }
}

function isVisible({ context, requestedBy, recordId }: StreamRequest, change: Change): boolean {
  if (change.ownerAccountId !== context.caller.accountId) return false
  if (requestedBy !== undefined && change.requestedBy !== requestedBy) return false
  return recordId === undefined || change.recordId === recordId
}
