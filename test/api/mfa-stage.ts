import { generateSync } from 'otplib'
import type { PortalSettings } from '../../src/portal/settings.ts'
import { defaultSettings, writeSettings } from '../../src/portal/settings.ts'
import { createPortalStage, password, sessionCookie } from './portal-stage.ts'
import { createSoftPasskey, type SoftPasskey } from './soft-passkey.ts'

export const origin = 'https://accounts.example.org'
export const rpId = 'accounts.example.org'
export const trustCookie = '__Host-account-factory-trusted'

export type MfaStage = Awaited<ReturnType<typeof createMfaStage>>

interface Answer {
  readonly statusCode: number
  readonly cookies: readonly { name: string; value: string }[]
  json(): { error: { code: string; message: string; field?: string } } & Record<string, never>
}

/** The portal at an address with passkeys, MFA set to `always` and people without a device let in; grace is enabled. */
export async function createMfaStage(settings: Partial<PortalSettings> = {}) {
  const stage = await createPortalStage({ startUrl: `${origin}/start` })
  const { context, clock, people, send } = stage
  if (people.grace) people.grace = { ...people.grace, enabled: true }
  const policy = (changed: Partial<PortalSettings>): Promise<void> =>
    writeSettings(context, { ...defaultSettings, mfa: 'always', ...settings, ...changed })
  await policy({})

  /** Signs in with the password: the cookie, what comes next, and the answer. */
  const arrive = async (userName = 'ada', options: { trust?: string; address?: string; secret?: string } = {}) => {
    const { trust = '', address, secret = password } = options
    const headers = { ...(address && { 'x-test-address': address }), cookie: trust }
    return after(await stage.signIn(userName, secret, headers))
  }
  const code = (secret: string, seconds = 0): string => generateSync({ secret, epoch: clock.now().getTime() / 1000 + seconds })
  /** To the next code: each works once. */
  const nextStep = (): void => clock.advance(30_000)

  const addTotp = async (cookie: string, name = 'Phone'): Promise<{ secret: string; id: string; cookie: string }> => {
    const { id, secret } = (await send('POST', '/mfa-devices/totp', cookie)).json()
    const confirmed = await send('POST', `/mfa-devices/totp/${id}/confirm`, cookie, { code: code(secret), name })
    if (confirmed.statusCode !== 200) throw new Error(`the app was not added: ${confirmed.body}`)
    return { secret, id: confirmed.json().device.id, cookie: after(confirmed).cookie || cookie }
  }
  const addPasskey = async (cookie: string, name = 'Laptop'): Promise<{ passkey: SoftPasskey; id: string; cookie: string }> => {
    const passkey = createSoftPasskey()
    const { id, options } = (await send('POST', '/mfa-devices/passkey', cookie)).json()
    const answer = { passkey: passkey.create({ challenge: options.challenge, origin, rpId }), name }
    const confirmed = await send('POST', `/mfa-devices/passkey/${id}/confirm`, cookie, answer)
    if (confirmed.statusCode !== 200) throw new Error(`the passkey was not added: ${confirmed.body}`)
    return { passkey, id: confirmed.json().device.id, cookie: after(confirmed).cookie || cookie }
  }
  const challenge = async (cookie: string): Promise<string> => (await send('POST', '/mfa/challenge', cookie)).json().passkey.challenge
  const verify = (cookie: string, answer: object, headers?: Record<string, string>) => send('POST', '/mfa/verify', cookie, answer, headers)
  /** One more session of the person, in which nothing is asked beyond the password. */
  const enterPlainly = async (userName?: string) => {
    await policy({ mfa: 'never' })
    const entered = await arrive(userName)
    await policy({})
    return entered
  }
  return { ...stage, enterPlainly, policy, arrive, code, nextStep, addTotp, addPasskey, challenge, verify }
}

/** What an answer means for the browser: its cookies, and what comes next. */
export function after(answer: Answer): { cookie: string; trust: string; next: string | undefined; code: string | undefined } {
  const cookieOf = (name: string): string => {
    const found = answer.cookies.find((cookie) => cookie.name === name)
    return found ? `${name}=${found.value}` : ''
  }
  const body = answer.json() as { next?: string; error?: { code: string } }
  return { cookie: cookieOf(sessionCookie), trust: cookieOf(trustCookie), next: body.next, code: body.error?.code }
}
