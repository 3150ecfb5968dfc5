import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { OperationContext } from '../access/context.ts'
import { randomBytes } from '../random.ts'
import type { Person } from './portal-directory.ts'
import type { RelyingParty } from './relying-party.ts'

/** What is kept of a passkey to know it again. */
export interface Passkey {
  /** What the browser calls it, base64url. */
  readonly credentialId: string
  /** COSE, base64url. */
  readonly publicKey: string
  /** How often it says it was used; many always say 0. */
  readonly counter: number
  readonly transports: readonly string[]
  /** It is kept beyond one device, by a password manager. */
  readonly backedUp: boolean
}

/** EdDSA, ES256 and RS256: what authenticators have. */
const algorithms = [-8, -7, -257]

const base64url = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[\w-]+$/, 'base64url')
const shared = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
  clientExtensionResults: z.looseObject({}).default({}),
}

/** What navigator.credentials.create gave, as JSON. */
export const newPasskeyInput = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(64_000),
    transports: z
      .array(
        z
          .string()
          .max(32)
          .regex(/^[\w-]+$/),
      )
      .max(8)
      .optional(),
  }),
})

/** What navigator.credentials.get gave, as JSON. */
export const passkeyInput = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(8_000),
    userHandle: base64url(200).nullish(),
  }),
})

export const newChallenge = (): string => randomBytes(32).toString('base64url')

export function registrationOptions(party: RelyingParty, person: Person, known: readonly Passkey[], challenge: string) {
  return generateRegistrationOptions({
    rpName: 'Account Factory',
    rpID: party.id,
    userName: person.userName,
    userDisplayName: person.displayName,
    userID: new Uint8Array(Buffer.from(person.userId)),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(toDescriptor),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
}

/** Without known ones the person chooses any that their device has for this portal. */
export function authenticationOptions(
  party: RelyingParty,
  { known, challenge, verifyUser }: { known: readonly Passkey[]; challenge: string; verifyUser: boolean },
) {
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    allowCredentials: known.map(toDescriptor),
    userVerification: verifyUser ? 'required' : 'preferred',
  })
}

/** The new passkey, when it was made for this challenge at this portal. */
export async function checkNewPasskey(
  context: OperationContext,
  party: RelyingParty,
  challenge: string,
  answer: z.infer<typeof newPasskeyInput>,
): Promise<Passkey | undefined> {
  const verified = await attempt(context, () =>
    verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    }),
  )
  if (!verified?.verified) return undefined
  const { credential, credentialBackedUp } = verified.registrationInfo
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: answer.response.transports ?? [],
    backedUp: credentialBackedUp,
  }
}

/** The passkey as it is after this use, when it signed this challenge at this portal and its counter went on. */
export async function checkPasskey(
  context: OperationContext,
  party: RelyingParty,
  options: { challenge: string; answer: z.infer<typeof passkeyInput>; passkey: Passkey; verifyUser: boolean },
): Promise<Passkey | undefined> {
  const { challenge, answer, passkey, verifyUser } = options
  const verified = await attempt(context, () =>
    verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: verifyUser,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    }),
  )
  if (!verified?.verified) return undefined
  const { newCounter, credentialBackedUp } = verified.authenticationInfo
  return { ...passkey, counter: newCounter, backedUp: credentialBackedUp }
}

/** The library throws for whatever does not fit; why, the log knows. */
async function attempt<Result>(context: OperationContext, check: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await check()
  } catch (error) {
    context.log.info({ reason: (error as Error).message }, 'a passkey was not accepted')
    return undefined
  }
}

function toDescriptor({ credentialId, transports }: Passkey) {
  return { id: credentialId, transports: [...transports] }
}
