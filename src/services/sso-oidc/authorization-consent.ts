import type { OperationContext } from '../../access/context.ts'
import { Fault, isFault } from '../../fault.ts'
import { checkGrantType, findClient } from './client.ts'
import { fault, invalidClient, oauthError } from './faults.ts'
import type { Approver } from './grant.ts'
import { matchesRedirectUri, redirectTo } from './redirect-uri.ts'
import { checkScopes } from './scope.ts'
import { digestOf, newSecret } from './secret.ts'
import { type ClientsTable, tables } from './tables.ts'

const codeMs = 60_000
const challengePattern = /^[A-Za-z0-9_-]{43}$/

/** The parameters of the authorization endpoint, by their names there. */
export interface AuthorizationRequest {
  readonly response_type?: string | undefined
  readonly client_id?: string | undefined
  readonly redirect_uri?: string | undefined
  readonly state?: string | undefined
  readonly code_challenge?: string | undefined
  readonly code_challenge_method?: string | undefined
  /** Separated by spaces. */
  readonly scopes?: string | undefined
}

/** What a person is asked on the authorization page. */
export interface AuthorizationQuestion {
  readonly clientName: string
  /** Where and when the client registered. */
  readonly address: string
  readonly createdAt: Date
  /** Where the answer goes: an address of the person's own computer. */
  readonly redirectHost: string
}

/**
 * Whether a person can be asked at all. Undefined when so; an address to send the browser back to when the client is known and its
 * request is wrong. Throws when client or address are not to be trusted: then the browser is sent nowhere.
 */
export async function refuseAuthorization(context: OperationContext, request: AuthorizationRequest): Promise<string | undefined> {
  const { client, redirectUri } = await findAsker(context, request)
  try {
    checkRequest(client, request)
    return undefined
  } catch (error) {
    if (!isFault(error)) throw error
    return redirectTo(redirectUri, { error: oauthError(error.code), error_description: error.message, state: request.state })
  }
}

export async function describeAuthorization(context: OperationContext, request: AuthorizationRequest): Promise<AuthorizationQuestion> {
  const { client, redirectUri } = await findAsker(context, request)
  checkRequest(client, request)
  return { clientName: client.name, address: client.address, createdAt: client.created_at, redirectHost: new URL(redirectUri).host }
}

/** The person's answer, as the address that takes it to the client: with a code, or with access_denied. */
export async function decideAuthorization(
  context: OperationContext,
  approver: Approver,
  { request, allow }: { request: AuthorizationRequest; allow: boolean },
): Promise<{ redirect: string }> {
  const { client, redirectUri } = await findAsker(context, request)
  const codeChallenge = checkRequest(client, request)
  const { state } = request
  if (!allow) {
    const error = { error: 'access_denied', error_description: 'The person denied the request.' }
    return { redirect: redirectTo(redirectUri, { ...error, state }) }
  }
  const code = newSecret()
  const now = context.clock.now()
  await tables(context)
    .insertInto('authorization_codes')
    .values({
      code_hash: digestOf(code),
      client_id: client.id,
      user_id: approver.userId,
      mfa: approver.mfaPresent === true,
      proved_at: new Date(approver.authenticatedAt),
      redirect_uri: redirectUri,
      code_challenge: codeChallenge,
      created_at: now,
      expires_at: new Date(now.getTime() + codeMs),
      grant_id: null,
    })
    .execute()
  return { redirect: redirectTo(redirectUri, { code, state }) }
}

async function findAsker(context: OperationContext, request: AuthorizationRequest): Promise<{ client: ClientsTable; redirectUri: string }> {
  const client = await findClient(context, request.client_id ?? '')
  if (!client) throw invalidClient()
  const redirectUri = request.redirect_uri ?? ''
  if (!matchesRedirectUri(client.redirect_uris, redirectUri)) {
    throw new Fault('InvalidRedirectUriException', 'The request would send you to an address that its client did not register.')
  }
  return { client, redirectUri }
}

/** The code challenge of a request that may be asked; throws a Fault otherwise. */
function checkRequest(client: ClientsTable, request: AuthorizationRequest): string {
  const { response_type, code_challenge = '', code_challenge_method, scopes = '' } = request
  if (response_type !== 'code') throw fault('InvalidRequestException', "response_type is 'code', there is no other.")
  checkGrantType(client, 'authorization_code')
  if (code_challenge_method !== 'S256' || !challengePattern.test(code_challenge)) {
    throw fault('InvalidRequestException', 'A code_challenge by the method S256 is needed.')
  }
  const wanted = scopes.split(' ').filter(Boolean)
  checkScopes(wanted)
  if (wanted.some((scope) => !client.scopes.includes(scope))) {
    throw fault('InvalidScopeException', 'The client did not register for all scopes that it asks for.')
  }
  return code_challenge
}
