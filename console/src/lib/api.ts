import { currentRegion, currentRole } from '../app/role.ts'

/** What an answer that is a no says; `status` 0 means that no answer came. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    details: { code?: string; message?: string; field?: string; requestId?: string; retryAfterSeconds?: number },
  ) {
    super(details.message ?? 'The server did not answer as expected.')
    this.status = status
    this.code = details.code ?? 'Unknown'
    this.field = details.field
    this.requestId = details.requestId
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

type Query = Readonly<Record<string, string | number | undefined>>

/** The own API under /api, with the account, role and Region of this tab. */
export const api = {
  get: <Result>(path: string, query: Query = {}): Promise<Result> => send<Result>('GET', path + queryString(query)),
  post: <Result>(path: string, body: unknown = {}): Promise<Result> => send<Result>('POST', path, body),
  put: <Result>(path: string, body: unknown): Promise<Result> => send<Result>('PUT', path, body),
  patch: <Result>(path: string, body: unknown): Promise<Result> => send<Result>('PATCH', path, body),
  delete: <Result>(path: string): Promise<Result> => send<Result>('DELETE', path),
}

export function queryString(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** Headers that say as whom and where this tab acts. */
export function roleHeaders(): Record<string, string> {
  const role = currentRole()
  const region = currentRegion()
  return {
    ...(role && { 'x-account-factory-role': `${role.accountId}/${role.roleName}` }),
    ...(region && { 'x-account-factory-region': region }),
  }
}

async function send<Result>(method: string, path: string, body?: unknown): Promise<Result> {
  const headers: Record<string, string> = { ...roleHeaders(), ...(body !== undefined && { 'content-type': 'application/json' }) }
  const response = await fetchOrFail(`/api${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const text = await response.text()
  const parsed = parse(text)
  if (!response.ok) throw new ApiError(response.status, (parsed as { error?: object } | undefined)?.error ?? {})
  return parsed as Result
}

export async function fetchOrFail(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...options })
  } catch {
    throw new ApiError(0, { code: 'NoConnection', message: 'The server cannot be reached. Check that it runs and try again.' })
  }
}

export function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
