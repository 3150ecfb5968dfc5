import type { Exchange } from './create-token.ts'
import { fault, invalidGrant } from './faults.ts'
import { endGrant, issueTokens } from './grant.ts'
import { digestOf } from './secret.ts'
import { tables } from './tables.ts'

/** Command lines share one file of tokens: two that run at the same moment bring the same refresh token, and both mean well. */
const togetherMs = 10_000

/** New tokens for the rest of the grant's time. A refresh token that comes again later was copied: the grant ends. */
export const exchangeRefreshToken: Exchange = async (context, { client, input, holders }) => {
  if (!input.refreshToken) return fault('InvalidRequestException', 'refreshToken is missing.')
  const find = tables(context).selectFrom('refresh_tokens').selectAll().where('token_hash', '=', digestOf(input.refreshToken))
  const known = await find.executeTakeFirst()
  if (!known) return invalidGrant()
  // The grant before its token: who ends it comes in the same order.
  const grant = await tables(context)
    .selectFrom('grants')
    .selectAll()
    .where('id', '=', known.grant_id)
    .where('client_id', '=', client.id)
    .forUpdate()
    .executeTakeFirst()
  const token = grant && (await find.executeTakeFirst())
  const now = context.clock.now()
  if (!token || !grant || grant.expires_at <= now) return invalidGrant()
  const isCopy = token.used_at !== null && now.getTime() - token.used_at.getTime() > togetherMs
  if (isCopy || !(await holders.isEnabled(context, grant.user_id))) {
    await endGrant(context, grant.id)
    return invalidGrant()
  }
  if (token.used_at === null) {
    await tables(context).updateTable('refresh_tokens').set({ used_at: now }).where('token_hash', '=', token.token_hash).execute()
  }
  await tables(context).deleteFrom('access_tokens').where('grant_id', '=', grant.id).where('expires_at', '<=', now).execute()
  return issueTokens(context, client, grant, now)
}
