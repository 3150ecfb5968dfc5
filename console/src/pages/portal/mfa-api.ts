import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { MfaDevice } from '../../components/mfa-device.tsx'
import { api } from '../../lib/api.ts'

export type FactorType = 'totp' | 'passkey'

export interface MfaDevices {
  devices: MfaDevice[]
  limit: number
  /** Adding and removing ask first who it is. */
  proofRequired: boolean
  /** Why there are no passkeys at this address. */
  passkeysUnavailable?: string
}

export interface TrustedDevice {
  id: string
  address: string
  userAgent: string
  createdAt: string
  expiresAt: string
  current: boolean
}

interface FactorChallenge {
  methods: FactorType[]
  mayTrust: boolean
  passkey?: PublicKeyCredentialRequestOptionsJSON
  passkeysUnavailable?: string
}

export interface NewTotp {
  id: string
  secret: string
  otpauthUrl: string
  /** SVG. */
  qr: string
}

export const challengeFactor = (): Promise<FactorChallenge> => api.post('/portal/mfa/challenge')

/** Has a passkey of the person sign a new challenge. Throws an Error for people to read. */
export async function signWithPasskey(): Promise<unknown> {
  const { passkey } = await challengeFactor()
  if (!passkey) throw new Error('None of your passkeys can be used at this address.')
  return inBrowser(() => startAuthentication({ optionsJSON: passkey }))
}

/** Signs in by a passkey alone. Throws an Error for people to read. */
export async function signInWithPasskey(): Promise<void> {
  const { question, options } = await api.post<{ question: string; options: PublicKeyCredentialRequestOptionsJSON }>(
    '/portal/passkey/challenge',
  )
  const passkey = await inBrowser(() => startAuthentication({ optionsJSON: options }))
  await api.post('/portal/passkey/sign-in', { question, passkey })
}

/** Makes a passkey and registers it under a name. Throws an Error for people to read. */
export async function registerPasskey(name: string): Promise<void> {
  const { id, options } = await api.post<{ id: string; options: PublicKeyCredentialCreationOptionsJSON }>('/portal/mfa-devices/passkey')
  const passkey = await inBrowser(() => startRegistration({ optionsJSON: options }))
  await api.post(`/portal/mfa-devices/passkey/${id}/confirm`, { passkey, name })
}

/** What browsers call by their own names, in words. */
async function inBrowser<Result>(act: () => Promise<Result>): Promise<Result> {
  if (!browserSupportsWebAuthn()) throw new Error('This browser has no passkeys, or only over https.')
  try {
    return await act()
  } catch (error) {
    const { name, message } = error as Error
    const words: Record<string, string> = {
      NotAllowedError: 'No passkey was given, or it took too long. Try again.',
      AbortError: 'No passkey was given. Try again.',
      InvalidStateError: 'This passkey is registered already.',
      SecurityError: 'Passkeys work at the public address of this portal only.',
      NotSupportedError: 'This device cannot make such a passkey.',
    }
    throw new Error(words[name] ?? message)
  }
}

/** Six digits, whatever was pasted around them. */
export const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, 6)
