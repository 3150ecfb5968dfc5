import { z } from 'zod'
import type { FactorAnswer } from './factors.ts'
import { newPasskeyInput, passkeyInput } from './passkeys.ts'
import { parse, passwordInput, type RouteScope, text } from './route-scope.ts'
import { forgetTrustedDevice, listTrustedDevices } from './trusted-devices.ts'

const codeInput = z.string().regex(/^\d{6}$/, 'six digits')
const nameInput = text(64).trim().min(1, 'give the device a name')
const idParameters = z.strictObject({ id: text(64).min(1) })
const factorInput = z.union(
  [z.strictObject({ code: codeInput }), z.strictObject({ passkey: passkeyInput })],
  'a code of six digits, or a passkey',
)
const passkeySignInInput = z.strictObject({ question: text(2_000).min(1), passkey: passkeyInput })
const verifyInput = z.looseObject({ trustDevice: z.boolean().default(false) })
const proveInput = z.union([...factorInput.options, z.strictObject({ password: passwordInput })], 'a code, a passkey or the password')
const confirmTotpInput = z.strictObject({ code: codeInput, name: nameInput })
const confirmPasskeyInput = z.strictObject({ passkey: newPasskeyInput, name: nameInput })
const renameInput = z.strictObject({ name: nameInput })

/** The second factor at the sign-in, one's devices, and the browsers one trusts. */
export function registerMfaRoutes(scope: RouteScope): void {
  registerPasskeySignInRoutes(scope)
  registerFactorRoutes(scope)
  registerDeviceRoutes(scope)
  registerEnrolmentRoutes(scope)
  registerTrustRoutes(scope)
}

function registerPasskeySignInRoutes({ fastify, portal, createContext, cookieOf, begin, note }: RouteScope): void {
  fastify.post('/api/portal/passkey/challenge', (request) => portal.askForPasskey(createContext(request)))
  fastify.post('/api/portal/passkey/sign-in', async (request, reply) => {
    const input = parse(passkeySignInInput, request.body)
    const context = createContext(request)
    const { person, session } = await portal.signInWithPasskey(context, input)
    note(request, { person })
    await portal.signOut(context, cookieOf(request))
    return begin(reply, session)
  })
}

function registerFactorRoutes({ fastify, portal, createContext, cookieOf, begin, trust }: RouteScope): void {
  fastify.post('/api/portal/mfa/challenge', (request) => portal.challengeFactor(createContext(request), cookieOf(request)))
  fastify.post('/api/portal/mfa/verify', async (request, reply) => {
    const { trustDevice, ...rest } = parse(verifyInput, request.body)
    const answer: FactorAnswer = parse(factorInput, rest)
    const given = await portal.giveFactor(createContext(request), cookieOf(request), { answer, trust: trustDevice })
    if (given.trust) trust(reply, given.trust)
    return begin(reply, given.session)
  })
  fastify.post('/api/portal/mfa/prove', async (request) => {
    const proof = parse(proveInput, request.body)
    await portal.proveAgain(createContext(request), cookieOf(request), 'password' in proof ? proof.password : proof)
    return {}
  })
}

function registerDeviceRoutes({ fastify, portal, createContext, cookieOf }: RouteScope): void {
  fastify.get('/api/portal/mfa-devices', (request) => portal.mfaDevices(createContext(request), cookieOf(request)))
  fastify.patch('/api/portal/mfa-devices/:id', (request) => {
    const { id } = parse(idParameters, request.params)
    const { name } = parse(renameInput, request.body)
    return portal.renameMfaDevice(createContext(request), cookieOf(request), { id, name })
  })
  fastify.delete('/api/portal/mfa-devices/:id', async (request) => {
    await portal.removeMfaDevice(createContext(request), cookieOf(request), parse(idParameters, request.params).id)
    return {}
  })
}

function registerEnrolmentRoutes({ fastify, portal, createContext, cookieOf, begin }: RouteScope): void {
  fastify.post('/api/portal/mfa-devices/totp', (request) => portal.beginTotp(createContext(request), cookieOf(request)))
  fastify.post('/api/portal/mfa-devices/totp/:id/confirm', async (request, reply) => {
    const { id } = parse(idParameters, request.params)
    const input = parse(confirmTotpInput, request.body)
    const { device, session } = await portal.confirmTotp(createContext(request), cookieOf(request), { id, ...input })
    return { device, ...(session ? begin(reply, session) : { next: 'done' }) }
  })
  fastify.post('/api/portal/mfa-devices/passkey', (request) => portal.beginPasskey(createContext(request), cookieOf(request)))
  fastify.post('/api/portal/mfa-devices/passkey/:id/confirm', async (request, reply) => {
    const { id } = parse(idParameters, request.params)
    const input = parse(confirmPasskeyInput, request.body)
    const { device, session } = await portal.confirmPasskey(createContext(request), cookieOf(request), { id, ...input })
    return { device, ...(session ? begin(reply, session) : { next: 'done' }) }
  })
}

function registerTrustRoutes({ fastify, portal, createContext, cookieOf, trustOf }: RouteScope): void {
  fastify.get('/api/portal/trusted-devices', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    return { devices: await listTrustedDevices(context, userId, trustOf(request)) }
  })
  fastify.delete('/api/portal/trusted-devices/:id', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    await forgetTrustedDevice(context, userId, parse(idParameters, request.params).id)
    return {}
  })
}
