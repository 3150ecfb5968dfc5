// Multi-factor authentication: what a sign-in asks for beyond the password, and the devices that answer.
//
// mfa-policy.ts decides whether to ask, trusted-devices.ts and known-networks.ts tell how much of a risk a sign-in is, factors.ts
// checks what was given, mfa-enrolment.ts registers authenticator apps and passkeys (mfa-devices.ts). mfa-routes.ts puts it on HTTP.
import type { OperationContext } from '../access/context.ts'
import { Fault, isFault } from '../fault.ts'
import { beginAttempt, forgiveAttempt } from './attempts.ts'
import { askForFactor, type FactorAnswer, withFactor } from './factors.ts'
import { isKnownNetwork, rememberNetwork } from './known-networks.ts'
import { checkMayDoWithout, hasMfaDevice, listMfaDevices, mostMfaDevices, removeMfaDevice, renameMfaDevice } from './mfa-devices.ts'
import { createMfaEnrolment } from './mfa-enrolment.ts'
import { decideMfa } from './mfa-policy.ts'
import { checkSignInPassword } from './passwords.ts'
import { checkProof, isProved } from './proof.ts'
import { relyingPartyOf } from './relying-party.ts'
import { markProved, type NewSession, type Step } from './sessions.ts'
import { readSettings } from './settings.ts'
import { isTrustedDevice, type NewTrust, trustDevice } from './trusted-devices.ts'
import type { Visitor, Visitors } from './visitors.ts'

/** What a sign-in by password shows of itself. */
export interface SignInSigns {
  readonly userId: string
  readonly oneTime: boolean
  readonly failedBefore: number
  readonly trustCookie: string | undefined
}

/** The steps about MFA that a sign-in by password has left; `blocked` where nobody signs in without a device and there is none. */
export async function mfaSteps(context: OperationContext, signs: SignInSigns): Promise<Step[] | 'blocked'> {
  const { userId, oneTime, failedBefore, trustCookie } = signs
  const { mfa: policy, mfaWithoutDevice: withoutDevice } = await readSettings(context)
  const decision = decideMfa({
    policy,
    withoutDevice,
    hasDevice: await hasMfaDevice(context, userId),
    trustedDevice: await isTrustedDevice(context, userId, trustCookie),
    knownNetwork: await isKnownNetwork(context, userId),
    failedBefore,
    oneTimePassword: oneTime,
  })
  if (decision === 'block') return 'blocked'
  if (decision === 'skip') await rememberNetwork(context, userId)
  return decision === 'ask' ? ['mfa'] : decision === 'enrol' ? ['mfa-enrolment'] : []
}

export function createMfa(visitors: Visitors, secretKey: Buffer) {
  const { visitor, completeStep } = visitors

  /** What one may give now: at that step of a sign-in, or inside, to prove oneself once more. */
  const challengeFactor = async (context: OperationContext, cookie: string | undefined) => {
    const { session } = await visitor(context, cookie).catch((error: unknown): Promise<Visitor> => {
      if (isFault(error, 'MfaRequired')) return visitor(context, cookie, 'mfa')
      throw error
    })
    return askForFactor(context, session)
  }

  /** The step of the sign-in, with the trust in this browser when that was asked for. */
  const giveFactor = async (
    context: OperationContext,
    cookie: string | undefined,
    { answer, trust }: { answer: FactorAnswer; trust: boolean },
  ): Promise<{ session: NewSession; trust: NewTrust | undefined }> => {
    const atDoor = await visitor(context, cookie, 'mfa')
    return withFactor(context, { visitor: atDoor, cookie, answer, secretKey }, async (context, type) => {
      const { userId, method } = atDoor.session
      await rememberNetwork(context, userId)
      const session = await completeStep(context, atDoor, `${method}+${type}`)
      return { session, trust: trust ? await trustDevice(context, userId) : undefined }
    })
  }

  /** Whoever is in proves once more who they are. */
  const proveAgain = async (context: OperationContext, cookie: string | undefined, proof: FactorAnswer | string): Promise<void> => {
    const inside = await visitor(context, cookie)
    if (typeof proof === 'string') await checkOwnPassword(context, inside, proof)
    else await withFactor(context, { visitor: inside, cookie, answer: proof, secretKey }, async () => undefined)
    await markProved(context, inside.session)
  }

  return { ...createMfaEnrolment(visitors, secretKey), ...createOwnDevices(visitors), challengeFactor, giveFactor, proveAgain }
}

/** What people see and change of their own devices. */
function createOwnDevices({ visitor }: Visitors) {
  /** Also for who has to register the first. */
  const devices = async (context: OperationContext, cookie: string | undefined) => {
    const { session } = await visitor(context, cookie).catch((error: unknown): Promise<Visitor> => {
      if (isFault(error, 'MfaEnrolmentRequired')) return visitor(context, cookie, 'mfa-enrolment')
      throw error
    })
    const party = relyingPartyOf(context.settings.startUrl)
    return {
      devices: await listMfaDevices(context, session.userId),
      limit: mostMfaDevices,
      proofRequired: !isProved(context, session),
      ...('unavailable' in party && { passkeysUnavailable: party.unavailable }),
    }
  }

  const rename = async (context: OperationContext, cookie: string | undefined, device: { id: string; name: string }) => {
    const { session } = await visitor(context, cookie)
    return renameMfaDevice(context, session.userId, device.id, device.name)
  }

  const remove = async (context: OperationContext, cookie: string | undefined, id: string): Promise<void> => {
    const { session } = await visitor(context, cookie)
    checkProof(context, session)
    await checkMayDoWithout(context, session.userId)
    await removeMfaDevice(context, session.userId, id)
  }

  return { mfaDevices: devices, renameMfaDevice: rename, removeMfaDevice: remove }
}

async function checkOwnPassword(context: OperationContext, { person }: Visitor, password: string): Promise<void> {
  const attempt = { userName: person.userName, address: context.caller.sourceIp }
  await beginAttempt(context, attempt)
  if (!(await checkSignInPassword(context, person.userId, password)))
    throw new Fault('ValidationException', 'The password is wrong.', { fields: { field: 'password' } })
  await forgiveAttempt(context, attempt)
}
