import { HttpRequest } from '@smithy/protocol-http'
import { SignatureV4 } from '@smithy/signature-v4'
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'
import type { z } from 'zod'
import type * as schemas from '../api/schemas.ts'
import { percentEncode } from '../wire/percent-encoding.ts'
import { Sha256 } from '../wire/sha256.ts'
import { readServerEvents, type ServerEvent } from './server-events.ts'

export type Request = z.infer<typeof schemas.requestDetail>
export type RequestSummary = z.infer<typeof schemas.requestSummary>
export type Phase = Request['phase']
export type Step = Request['steps'][number]
export type Session = schemas.Session
export type OrganizationTree = schemas.OrganizationTree
export type AccountPage = schemas.AccountPage
export type Problem = z.infer<typeof schemas.preflightResult>['problems'][number]
type RequestPage = z.infer<typeof schemas.requestPage>
export type Queue = z.infer<typeof schemas.queue>

type Query = Readonly<Record<string, string | number | undefined>>

const timeoutMs = 30_000

/** A "no" of the API; `name` is its code. */
export class ApiError extends Error {
  readonly status: number
  readonly field: string | undefined
  readonly requestId: string | undefined

  constructor(status: number, error: { code?: string; message?: string; field?: string; requestId?: string }) {
    super(error.message ?? `The server answered with status ${status}.`)
    this.name = error.code ?? `Http${status}`
    this.status = status
    this.field = error.field
    this.requestId = error.requestId
  }
}

export interface ApiClientOptions {
  readonly endpoint: string
  readonly region: string
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider
}

/** Calls /api, each request signed with SigV4. Throws ApiError, or what fetch throws when the server is not reached. */
export class ApiClient {
  readonly endpoint: string
  readonly #signer: SignatureV4
  #session: Promise<Session> | undefined

  constructor({ endpoint, region, credentials }: ApiClientOptions) {
    this.endpoint = endpoint
    this.#signer = new SignatureV4({ service: 'account-factory', region, credentials, sha256: Sha256 })
  }

  /** Asked for once. */
  session(): Promise<Session> {
    this.#session ??= this.#json<Session>('GET', '/session')
    return this.#session
  }

  organization = (): Promise<OrganizationTree> => this.#json('GET', '/organization')
  accounts = (query: Query): Promise<AccountPage> => this.#json('GET', '/accounts', query)
  queue = (): Promise<Queue> => this.#json('GET', '/queue')
  requests = (query: Query): Promise<RequestPage> => this.#json('GET', '/requests', query)
  request = (recordId: string): Promise<Request> => this.#json('GET', `/requests/${encodeURIComponent(recordId)}`)
  retry = (recordId: string): Promise<Request> => this.#json('POST', `/requests/${encodeURIComponent(recordId)}/retry`)
  cancel = (recordId: string): Promise<Request> => this.#json('POST', `/requests/${encodeURIComponent(recordId)}/cancel`)

  /** A new one-time password of a person; administrators only. */
  oneTimePassword = (userId: string): Promise<{ password: string; expiresAt: string }> =>
    this.#json('POST', `/users/${encodeURIComponent(userId)}/one-time-password`)

  /** Back to the state right after the first start; administrators only. */
  resetSimulation = (): Promise<unknown> => this.#json('POST', '/simulation/reset')

  async preflight(parameters: Readonly<Record<string, string>>, provisionedProductName?: string): Promise<Problem[]> {
    const body = { parameters, ...(provisionedProductName === undefined ? {} : { provisionedProductName }) }
    return (await this.#json<{ problems: Problem[] }>('POST', '/preflight', {}, body)).problems
  }

  /** The stream of one request's states, each one whole. Ends when the server ends it; throws when it breaks. */
  async *events(recordId: string, after: number | undefined, signal: AbortSignal): AsyncGenerator<ServerEvent> {
    const answer = await this.#send('GET', '/events', { recordId, after }, undefined, signal)
    if (!answer.ok || !answer.body) throw await toApiError(answer)
    yield* readServerEvents(answer.body)
  }

  async #json<Output>(method: 'GET' | 'POST', path: string, query: Query = {}, body?: unknown): Promise<Output> {
    const answer = await this.#send(method, path, query, body, AbortSignal.timeout(timeoutMs))
    if (!answer.ok) throw await toApiError(answer)
    return (await answer.json()) as Output
  }

  async #send(method: 'GET' | 'POST', path: string, query: Query, body: unknown, signal: AbortSignal): Promise<Response> {
    const url = new URL(`${this.endpoint}/api${path}`)
    const given: Record<string, string> = {}
    for (const [name, value] of Object.entries(query)) if (value !== undefined) given[name] = String(value)
    const signed = await this.#signer.sign(
      new HttpRequest({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: given,
        headers: { host: url.host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    )
    const { host: _, ...headers } = signed.headers
    const pairs = Object.entries(given).map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    const address = `${url.origin}${url.pathname}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
    return fetch(address, { method, headers, body: signed.body, redirect: 'error', signal })
  }
}

async function toApiError(answer: Response): Promise<ApiError> {
  try {
    const { error } = (await answer.json()) as { error?: { code?: string; message?: string } }
    return new ApiError(answer.status, error ?? {})
  } catch {
    return new ApiError(answer.status, { message: `The server answered with status ${answer.status}; is this an Account Factory?` })
  }
}
