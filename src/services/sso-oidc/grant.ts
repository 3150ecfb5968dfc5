import type { OperationContext } from '../../access/context.ts'
import type { CreateTokenResponse } from '../../wire/models/sso-oidc.ts'
import { accountAccess } from './scope.ts'
import { digestOf, newId, newSecret } from './secret.ts'
import { type ClientsTable, type GrantsTable, type ProofColumns, tables } from './tables.ts'

/** An access token lives this long, and never longer than its grant. */
const longestAccessSeconds = 8 * 3600
/** What nobody decided or fetched is kept this long after its end, so that a late comer is told so. */
const rememberMs = 24 * 3_600_000

/** Who allowed a client, and what the credentials made from it say of how they signed in. */
export interface Approver {
  readonly userId: string
  readonly mfaPresent?: boolean
  /** ISO 8601. */
  readonly authenticatedAt: string
}

export function approverOf(row: ProofColumns & { user_id: string }): Approver {
  return { userId: row.user_id, ...(row.mfa && { mfaPresent: true }), authenticatedAt: row.proved_at.toISOString() }
}

/** A person's consent to a client: it lives as long as a session of the portal. Its first tokens come with it. */
export async function startGrant(
  context: OperationContext,
  { client, approver, seconds }: { client: ClientsTable; approver: Approver; seconds: number },
): Promise<{ grantId: string; tokens: CreateTokenResponse }> {
  const now = context.clock.now()
  const grant: GrantsTable = {
    id: newId(),
    client_id: client.id,
    user_id: approver.userId,
    mfa: approver.mfaPresent === true,
    proved_at: new Date(approver.authenticatedAt),
    scopes: client.scopes,
    created_at: now,
    expires_at: new Date(now.getTime() + seconds * 1000),
  }
  await tables(context).insertInto('grants').values(grant).execute()
  return { grantId: grant.id, tokens: await issueTokens(context, client, grant, now) }
}

/** An access token and, where the client registered for it with access to accounts, the refresh token that follows. */
export async function issueTokens(
  context: OperationContext,
  client: ClientsTable,
  grant: GrantsTable,
  now: Date,
): Promise<CreateTokenResponse> {
  const expiresAt = new Date(Math.min(now.getTime() + longestAccessSeconds * 1000, grant.expires_at.getTime()))
  const accessToken = newSecret('aoa')
  await tables(context)
    .insertInto('access_tokens')
    .values({ token_hash: digestOf(accessToken), grant_id: grant.id, expires_at: expiresAt })
    .execute()
  const expiresIn = Math.floor((expiresAt.getTime() - now.getTime()) / 1000)
  const answer: CreateTokenResponse = { accessToken, tokenType: 'Bearer', expiresIn }
  if (!grant.scopes.includes(accountAccess) || !client.grant_types.includes('refresh_token')) return answer
  const refreshToken = newSecret('aor')
  await tables(context)
    .insertInto('refresh_tokens')
    .values({ token_hash: digestOf(refreshToken), grant_id: grant.id, used_at: null })
    .execute()
  return { ...answer, refreshToken }
}

/** Whose access token this is, while it and its grant are in force. */
export async function findTokenHolder(context: OperationContext, accessToken: string): Promise<Approver | undefined> {
  const now = context.clock.now()
  const row = await tables(context)
    .selectFrom('access_tokens')
    .innerJoin('grants', 'grants.id', 'access_tokens.grant_id')
    .select(['grants.user_id', 'grants.mfa', 'grants.proved_at'])
    .where('access_tokens.token_hash', '=', digestOf(accessToken))
    .where('access_tokens.expires_at', '>', now)
    .where('grants.expires_at', '>', now)
    .executeTakeFirst()
  return row && approverOf(row)
}

/** Ends a grant with every token of it, used ones included. */
export async function endGrant(context: OperationContext, grantId: string): Promise<void> {
  await tables(context).deleteFrom('grants').where('id', '=', grantId).execute()
}

/** Ends the grant of an access token; false when there is none. */
export async function endGrantOf(context: OperationContext, accessToken: string): Promise<boolean> {
  const ended = await tables(context)
    .deleteFrom('grants')
    .where('id', 'in', (eb) => eb.selectFrom('access_tokens').select('grant_id').where('token_hash', '=', digestOf(accessToken)))
    .returning('id')
    .execute()
  return ended.length > 0
}

/** Signs a person out of every command line, of those too that were allowed and have not fetched their token yet. */
export async function endTokens(context: OperationContext, userId: string): Promise<void> {
  const grants = tables(context).deleteFrom('grants').where('user_id', '=', userId)
  // Twice: who is turning a code into a grant at this moment holds the code and is waited for. Grants are always taken before codes.
  await grants.execute()
  await tables(context).deleteFrom('authorization_codes').where('user_id', '=', userId).execute()
  await tables(context).deleteFrom('device_authorizations').where('user_id', '=', userId).execute()
  await grants.execute()
}

/** Deletes what is over. Not within a transaction that holds anything. */
export async function forgetExpired(context: OperationContext): Promise<void> {
  const now = context.clock.now()
  const longAgo = new Date(now.getTime() - rememberMs)
  await tables(context).deleteFrom('grants').where('expires_at', '<=', now).execute()
  for (const table of ['device_authorizations', 'authorization_codes'] as const)
    await tables(context).deleteFrom(table).where('expires_at', '<=', longAgo).where('grant_id', 'is', null).execute()
}
