import type { z } from 'zod'
import { type OperationContext, transaction } from '../access/context.ts'
import { unseal } from '../access/seal.ts'
import { Fault } from '../fault.ts'
import { beginAttempt, forgiveAttempt } from './attempts.ts'
import { keepChallenge, takeChallenge } from './mfa-challenges.ts'
import { type Factor, type KnownFactor, listFactors, markUsed } from './mfa-devices.ts'
import { authenticationOptions, checkPasskey, newChallenge, type passkeyInput } from './passkeys.ts'
import { relyingPartyOf } from './relying-party.ts'
import { endSession, type Session } from './sessions.ts'
import { readSettings } from './settings.ts'
import { stepOfCode } from './totp.ts'
import type { Visitor } from './visitors.ts'

/** What a person gives: a code of an app, or what a passkey signed. */
export type FactorAnswer =
  | { readonly code: string; readonly passkey?: undefined }
  | { readonly code?: undefined; readonly passkey: z.infer<typeof passkeyInput> }

/** With this many wrong ones in a row the session ends: the password first, once more. */
const mostWrong = 5

/** What an app's secret is sealed for: it is of no use in another person's row. */
export const totpPurpose = (userId: string): string => `totp/${userId}`

/** What the person can give, and what a passkey has to sign. */
export async function askForFactor(context: OperationContext, session: Session) {
  const factors = await listFactors(context, session.userId)
  const passkeys = factors.flatMap((factor) => (factor.type === 'passkey' ? [factor.passkey] : []))
  const party = relyingPartyOf(context.settings.startUrl)
  const usable = passkeys.length > 0 && 'id' in party
  const challenge = newChallenge()
  if (usable) await keepChallenge(context, session, 'factor', challenge)
  return {
    methods: [...(usable ? ['passkey'] : []), ...(factors.some(({ type }) => type === 'totp') ? ['totp'] : [])],
    mayTrust: (await readSettings(context)).mfa === 'at-risk',
    ...(usable && { passkey: await authenticationOptions(party, { known: passkeys, challenge, verifyUser: false }) }),
    ...(passkeys.length > 0 && 'unavailable' in party && { passkeysUnavailable: party.unavailable }),
  }
}

interface Given {
  readonly visitor: Visitor
  /** Of the visitor's session, which ends when it was wrong too often. */
  readonly cookie: string | undefined
  readonly answer: FactorAnswer
  readonly secretKey: Buffer
}

/**
 * Does what the factor is given for, in the transaction in which it is used up. Wrong ones are counted as wrong passwords are.
 * Throws ValidationException while it is wrong, and NotSignedIn when that was too often.
 */
export async function withFactor<Result>(
  context: OperationContext,
  given: Given,
  act: (context: OperationContext, type: Factor['type']) => Promise<Result>,
): Promise<Result> {
  const { visitor, cookie, answer } = given
  const attempt = { userName: visitor.person.userName, address: context.caller.sourceIp, kind: 'factor' as const }
  const wrongBefore = await beginAttempt(context, attempt)
  // Outside of the transaction: a challenge is gone even when its answer is wrong.
  const challenge = answer.passkey && (await takeChallenge(context, visitor.session, 'factor'))
  const done = await transaction(context, async (context) => {
    const used = await useFactor(context, given, challenge)
    return used && { result: await act(context, used.type) }
  })
  if (done) {
    await forgiveAttempt(context, attempt)
    return done.result
  }
  if (wrongBefore + 1 >= mostWrong) {
    await endSession(context, cookie)
    throw new Fault('NotSignedIn', 'That was wrong too often. Sign in again.')
  }
  throw wrong(answer)
}

function wrong(answer: FactorAnswer): Fault {
  const message = answer.passkey
    ? 'The passkey was not accepted. Try again.'
    : 'The code is wrong or was used already. Enter the next one that your app shows.'
  return new Fault('ValidationException', message, { fields: { field: answer.passkey ? 'passkey' : 'code' } })
}

/** The person's factor that the answer is of, written down as used. */
async function useFactor(context: OperationContext, given: Given, challenge: string | undefined): Promise<KnownFactor | undefined> {
  for (const factor of await listFactors(context, given.visitor.session.userId)) {
    const after = await afterUse(context, factor, given, challenge)
    if (after && (await markUsed(context, factor, after))) return factor
  }
  return undefined
}

/** The factor as it is after this use of it; undefined when the answer is not of it. */
async function afterUse(
  context: OperationContext,
  factor: KnownFactor,
  { visitor, answer, secretKey }: Given,
  challenge: string | undefined,
): Promise<Factor | undefined> {
  if (factor.type === 'totp') {
    const secret = answer.code && unseal(secretKey, totpPurpose(visitor.session.userId), factor.sealedSecret)
    const step = secret && stepOfCode(secret, answer.code, context.clock.now(), factor.lastStep)
    return step ? { ...factor, lastStep: step } : undefined
  }
  const party = relyingPartyOf(context.settings.startUrl)
  if (factor.passkey.credentialId !== answer.passkey?.id || challenge === undefined || !('id' in party)) return undefined
  const passkey = await checkPasskey(context, party, { challenge, answer: answer.passkey, passkey: factor.passkey, verifyUser: false })
  return passkey && { type: 'passkey', passkey }
}
