import type { z } from 'zod'
import { type OperationContext, transaction } from '../access/context.ts'
import { seal, unseal } from '../access/seal.ts'
import { Fault } from '../fault.ts'
import { beginAttempt, forgiveAttempt } from './attempts.ts'
import { maySignInByPassword } from './external/identity-source.ts'
import { rememberNetwork } from './known-networks.ts'
import { spendChallenge } from './mfa-challenges.ts'
import { findPasskey, markUsed } from './mfa-devices.ts'
import { authenticationOptions, checkPasskey, newChallenge, type passkeyInput } from './passkeys.ts'
import { lockPassword } from './passwords.ts'
import type { Person, PortalDirectory } from './portal-directory.ts'
import { type RelyingParty, relyingPartyOf } from './relying-party.ts'
import { type NewSession, startSession } from './sessions.ts'

/** Nobody is known yet, and nothing is kept: the question comes back with its answer, sealed. */
const purpose = 'passkey-sign-in'
const lifeMs = 5 * 60_000

interface Question {
  readonly challenge: string
  readonly expiresAt: number
}

export interface PasskeySignInInput {
  readonly question: string
  readonly passkey: z.infer<typeof passkeyInput>
}

export interface PasskeySignInOptions {
  readonly directory: PortalDirectory
  readonly administratorId: string | undefined
  readonly secretKey: Buffer
}

/** Signing in by a passkey alone, without name or password: something one has, and the person verified by it. */
export function createPasskeySignIn({ directory, administratorId, secretKey }: PasskeySignInOptions) {
  const askForPasskey = async (context: OperationContext) => {
    const party = usableParty(context)
    const challenge = newChallenge()
    const question: Question = { challenge, expiresAt: context.clock.now().getTime() + lifeMs }
    const options = await authenticationOptions(party, { known: [], challenge, verifyUser: true })
    return { question: seal(secretKey, purpose, JSON.stringify(question)), options }
  }

  /** Throws SignInFailed, the same whatever is wrong. The policy for second factors is met: a passkey that verifies its person is two. */
  const signInWithPasskey = async (
    context: OperationContext,
    input: PasskeySignInInput,
  ): Promise<{ person: Person; session: NewSession }> => {
    const attempt = { userName: input.passkey.id, address: context.caller.sourceIp, kind: 'factor' as const }
    await beginAttempt(context, attempt)
    const party = usableParty(context)
    const question = openQuestion(context, input.question)
    const known = await findPasskey(context, input.passkey.id)
    const person = known && (await directory.findUser(context, known.userId))
    if (!question || !known || !person?.enabled || !(await mayEnter(context, person))) throw wrong()
    if (!isHandleOf(person, input.passkey)) throw wrong()
    const { challenge } = question
    const passkey = await checkPasskey(context, party, { challenge, answer: input.passkey, passkey: known.passkey, verifyUser: true })
    if (!passkey) throw wrong()
    const session = await transaction(context, async (context) => {
      const isFirst = await spendChallenge(context, challenge, new Date(question.expiresAt))
      if (!isFirst || !(await markUsed(context, known, { type: 'passkey', passkey }))) return undefined
      await rememberNetwork(context, person.userId)
      await lockPassword(context, person.userId)
      return startSession(context, { userId: person.userId, pending: [], method: 'passkey' })
    })
    if (!session) throw wrong()
    await forgiveAttempt(context, attempt)
    return { person, session }
  }

  /** Where people sign in at an external provider, our own passkeys let in no more than our own passwords do. */
  const mayEnter = (context: OperationContext, { userId }: Person): Promise<boolean> =>
    maySignInByPassword(context, { userId, administratorId })

  const openQuestion = (context: OperationContext, sealed: string): Question | undefined => {
    const text = unseal(secretKey, purpose, sealed)
    const question: Question | undefined = text === undefined ? undefined : JSON.parse(text)
    return question && question.expiresAt > context.clock.now().getTime() ? question : undefined
  }

  return { askForPasskey, signInWithPasskey }
}

function wrong(): Fault {
  return new Fault('SignInFailed', 'This passkey signs nobody in here. Try another one, or your password.')
}

/** Whom the passkey says it is of; one that says nothing is found by its id alone. */
function isHandleOf({ userId }: Person, { response: { userHandle } }: PasskeySignInInput['passkey']): boolean {
  return !userHandle || Buffer.from(userHandle, 'base64url').toString() === userId
}

function usableParty(context: OperationContext): RelyingParty {
  const party = relyingPartyOf(context.settings.startUrl)
  if ('id' in party) return party
  throw new Fault('ValidationException', party.unavailable)
}
