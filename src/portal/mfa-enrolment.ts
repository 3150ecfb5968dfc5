import type { z } from 'zod'
import { type OperationContext, transaction } from '../access/context.ts'
import { seal, unseal } from '../access/seal.ts'
import { Fault, isFault } from '../fault.ts'
import { totpPurpose } from './factors.ts'
import { rememberNetwork } from './known-networks.ts'
import { keepChallenge, takeChallenge } from './mfa-challenges.ts'
import { addMfaDevice, checkRoom, type Factor, listFactors, type MfaDevice } from './mfa-devices.ts'
import { checkNewPasskey, newChallenge, type newPasskeyInput, registrationOptions } from './passkeys.ts'
import { checkProof } from './proof.ts'
import { type RelyingParty, relyingPartyOf } from './relying-party.ts'
import type { NewSession } from './sessions.ts'
import { newTotp, stepOfCode, type TotpEnrolment } from './totp.ts'
import type { Visitor, Visitors } from './visitors.ts'

export interface Enrolled {
  readonly device: MfaDevice
  /** The sign-in goes on, when it waited for the device. */
  readonly session: NewSession | undefined
}

interface Enrolment {
  readonly mayEnrol: (context: OperationContext, cookie: string | undefined) => Promise<Visitor>
  readonly mayBegin: Enrolment['mayEnrol']
  readonly add: (context: OperationContext, visitor: Visitor, name: string, factor: Factor) => Promise<Enrolled>
}

/** Registering devices: as a step of the sign-in, or later by who has just proved who they are. */
export function createMfaEnrolment({ visitor, completeStep }: Visitors, secretKey: Buffer) {
  const mayEnrol: Enrolment['mayEnrol'] = async (context, cookie) => {
    try {
      return await visitor(context, cookie)
    } catch (error) {
      if (isFault(error, 'MfaEnrolmentRequired')) return visitor(context, cookie, 'mfa-enrolment')
      throw error
    }
  }

  /** The proof is asked for here only: whoever goes on does so in the same session, within ten minutes. */
  const mayBegin: Enrolment['mayBegin'] = async (context, cookie) => {
    const visitor = await mayEnrol(context, cookie)
    checkProof(context, visitor.session)
    await checkRoom(context, visitor.session.userId)
    return visitor
  }

  const add: Enrolment['add'] = (context, visitor, name, factor) =>
    transaction(context, async (context) => {
      const { session } = visitor
      const device = await addMfaDevice(context, session.userId, name, factor)
      if (session.pending[0] !== 'mfa-enrolment') return { device, session: undefined }
      await rememberNetwork(context, session.userId)
      return { device, session: await completeStep(context, visitor, `${session.method}+${factor.type}`) }
    })

  return { ...createTotpEnrolment({ mayEnrol, mayBegin, add }, secretKey), ...createPasskeyEnrolment({ mayEnrol, mayBegin, add }) }
}

function createTotpEnrolment({ mayEnrol, mayBegin, add }: Enrolment, secretKey: Buffer) {
  const beginTotp = async (context: OperationContext, cookie: string | undefined): Promise<TotpEnrolment & { id: string }> => {
    const { person, session } = await mayBegin(context, cookie)
    const totp = newTotp(person.userName, 'Account Factory')
    const id = await keepChallenge(context, session, 'new-totp', seal(secretKey, totpPurpose(session.userId), totp.secret))
    return { id, ...totp }
  }

  /** The first code shows that the app has the secret; it may be typed again while it is wrong. */
  const confirmTotp = async (
    context: OperationContext,
    cookie: string | undefined,
    { id, code, name }: { id: string; code: string; name: string },
  ): Promise<Enrolled> => {
    const visitor = await mayEnrol(context, cookie)
    return transaction(context, async (context) => {
      const sealedSecret = (await takeChallenge(context, visitor.session, 'new-totp', id)) ?? over()
      const secret = unseal(secretKey, totpPurpose(visitor.session.userId), sealedSecret) ?? over()
      const lastStep = stepOfCode(secret, code, context.clock.now(), 0)
      if (lastStep === undefined) {
        const message = 'The code does not fit. Check that the clock of your device is right, and enter the code it shows now.'
        throw new Fault('ValidationException', message, { fields: { field: 'code' } })
      }
      return add(context, visitor, name, { type: 'totp', sealedSecret, lastStep })
    })
  }

  return { beginTotp, confirmTotp }
}

function createPasskeyEnrolment({ mayEnrol, mayBegin, add }: Enrolment) {
  const beginPasskey = async (context: OperationContext, cookie: string | undefined) => {
    const { person, session } = await mayBegin(context, cookie)
    const party = usableParty(context)
    const known = (await listFactors(context, session.userId)).flatMap((factor) => (factor.type === 'passkey' ? [factor.passkey] : []))
    const challenge = newChallenge()
    const id = await keepChallenge(context, session, 'new-passkey', challenge)
    return { id, options: await registrationOptions(party, person, known, challenge) }
  }

  const confirmPasskey = async (
    context: OperationContext,
    cookie: string | undefined,
    { id, passkey: answer, name }: { id: string; passkey: z.infer<typeof newPasskeyInput>; name: string },
  ): Promise<Enrolled> => {
    const visitor = await mayEnrol(context, cookie)
    const challenge = (await takeChallenge(context, visitor.session, 'new-passkey', id)) ?? over()
    const passkey = await checkNewPasskey(context, usableParty(context), challenge, answer)
    if (!passkey) {
      throw new Fault('ValidationException', 'The passkey was not accepted. Try again.', { fields: { field: 'passkey' } })
    }
    return add(context, visitor, name, { type: 'passkey', passkey })
  }

  return { beginPasskey, confirmPasskey }
}

function over(): never {
  throw new Fault('ResourceNotFoundException', 'This registration is over, or was done already. Begin again.')
}

function usableParty(context: OperationContext): RelyingParty {
  const party = relyingPartyOf(context.settings.startUrl)
  if ('id' in party) return party
  throw new Fault('ValidationException', party.unavailable)
}
