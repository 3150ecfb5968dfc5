import { hash } from 'node:crypto'
import type { Exchange } from './create-token.ts'
import { fault, invalidGrant } from './faults.ts'
import { approverOf, endGrant, startGrant } from './grant.ts'
import { digestOf } from './secret.ts'
import { tables } from './tables.ts'

const verifierPattern = /^[A-Za-z0-9\-._~]{43,128}$/

/** A code in exchange for tokens, once: with the verifier of its challenge, by the client and for the address it was made for. */
export const exchangeAuthorizationCode: Exchange = async (context, { client, input, holders }) => {
  const { code, codeVerifier, redirectUri } = input
  if (!code || !codeVerifier || !redirectUri) return fault('InvalidRequestException', 'code, codeVerifier and redirectUri are needed.')
  const find = tables(context)
    .selectFrom('authorization_codes')
    .selectAll()
    .where('code_hash', '=', digestOf(code))
    .where('client_id', '=', client.id)
  const known = await find.executeTakeFirst()
  if (!known) return invalidGrant()
  // Used before: two have the code, and neither is trusted any more (RFC 6749, 4.1.2). Grants are always taken before codes.
  const row = known.grant_id ? known : await find.forUpdate().executeTakeFirst()
  if (!row) return invalidGrant()
  if (row.grant_id) {
    await endGrant(context, row.grant_id)
    return invalidGrant()
  }
  const isRight = verifierPattern.test(codeVerifier) && challengeOf(codeVerifier) === row.code_challenge && redirectUri === row.redirect_uri
  if (!isRight) {
    await tables(context).deleteFrom('authorization_codes').where('code_hash', '=', row.code_hash).execute()
    return invalidGrant()
  }
  if (row.expires_at <= context.clock.now()) return fault('ExpiredTokenException', 'The code has expired: begin a new sign-in.')
  if (!(await holders.isEnabled(context, row.user_id))) return fault('AccessDeniedException', 'The person may not sign in any more.')
  const { grantId, tokens } = await startGrant(context, {
    client,
    approver: approverOf(row),
    seconds: await holders.sessionSeconds(context),
  })
  await tables(context).updateTable('authorization_codes').set({ grant_id: grantId }).where('code_hash', '=', row.code_hash).execute()
  return tokens
}

/** PKCE's S256 (RFC 7636, 4.2). */
function challengeOf(verifier: string): string {
  return hash('sha256', verifier, 'base64url')
}
