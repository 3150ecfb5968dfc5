import { hash } from 'node:crypto'
import type { OperationContext } from '../../access/context.ts'
import { seal, unseal } from '../../access/seal.ts'
import { Fault } from '../../fault.ts'
import { randomBytes } from '../../random.ts'
import { refuse } from './refusal.ts'
import { tables } from './tables.ts'

// A sign-in under way is known by two secrets: the state, which travels through the provider, and a cookie, which stays in the browser
// that began. Whoever brings one without the other gets nothing: neither can a foreign answer be slipped to somebody (login CSRF), nor
// an answer that was seen be used elsewhere.

const lifeMs = 10 * 60_000
export const lifeSeconds = lifeMs / 1000
/** Anybody can begin one. */
const mostByAddress = 100
const purpose = 'external-sign-in'

export interface Secrets {
  readonly nonce?: string
  readonly verifier?: string
  readonly requestId?: string
}

export interface UnderWay {
  readonly stateHash: string
  readonly secrets: Secrets
  readonly returnTo: string
}

/** Notes that a sign-in begins; gives the cookie of the browser. Throws ThrottlingException when too many begin at one address. */
export async function begin(
  context: OperationContext,
  secretKey: Buffer,
  signIn: { providerId: string; state: string; secrets: Secrets; returnTo: string },
): Promise<{ browser: string }> {
  const now = context.clock.now()
  const address = context.caller.sourceIp
  await tables(context).deleteFrom('external_sign_ins').where('expires_at', '<=', now).execute()
  const { count } = await tables(context)
    .selectFrom('external_sign_ins')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostByAddress) throw new Fault('ThrottlingException', 'Too many sign-ins began here. Try again in a few minutes.')
  const browser = randomBytes(32).toString('base64url')
  const row = {
    state_hash: digest(signIn.state),
    browser_hash: digest(browser),
    provider_id: signIn.providerId,
    secrets: seal(secretKey, purpose, JSON.stringify(signIn.secrets)),
    return_to: signIn.returnTo,
    address,
    user_id: null,
    created_at: now,
    expires_at: new Date(now.getTime() + lifeMs),
  }
  await tables(context).insertInto('external_sign_ins').values(row).execute()
  return { browser }
}

/** Takes the sign-in that state and cookie name: nobody takes it again, whatever comes of it. */
export async function take(
  context: OperationContext,
  secretKey: Buffer,
  given: { providerId: string; state: string | undefined; browser: string | undefined },
): Promise<UnderWay & { userId: string | undefined }> {
  const { providerId, state, browser } = given
  if (!state || !browser) throw refuse('expired')
  const [row] = await tables(context)
    .deleteFrom('external_sign_ins')
    .where('state_hash', '=', digest(state))
    .where('browser_hash', '=', digest(browser))
    .where('provider_id', '=', providerId)
    .where('expires_at', '>', context.clock.now())
    .returningAll()
    .execute()
  if (!row) throw refuse('expired')
  return { ...toUnderWay(secretKey, row), userId: row.user_id ?? undefined }
}

/** The sign-in whose answer comes without the browser's cookie, because another site posts it. */
export async function findUnanswered(
  context: OperationContext,
  secretKey: Buffer,
  given: { providerId: string; state: string },
): Promise<UnderWay | undefined> {
  const row = await tables(context)
    .selectFrom('external_sign_ins')
    .selectAll()
    .where('state_hash', '=', digest(given.state))
    .where('provider_id', '=', given.providerId)
    .where('expires_at', '>', context.clock.now())
    .where('user_id', 'is', null)
    .executeTakeFirst()
  return row && toUnderWay(secretKey, row)
}

/** Notes whom the answer named; false when there was an answer before. */
export async function noteAnswer(context: OperationContext, { stateHash }: UnderWay, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await tables(context)
    .updateTable('external_sign_ins')
    .set({ user_id: userId })
    .where('state_hash', '=', stateHash)
    .where('user_id', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toUnderWay(secretKey: Buffer, row: { state_hash: string; secrets: string; return_to: string }): UnderWay {
  const secrets = unseal(secretKey, purpose, row.secrets)
  if (secrets === undefined) throw refuse('expired')
  return { stateHash: row.state_hash, secrets: JSON.parse(secrets) as Secrets, returnTo: row.return_to }
}

function digest(text: string): string {
  return hash('sha256', text)
}
