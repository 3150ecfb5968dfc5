import { z } from 'zod'
import { parse, passwordInput, type RouteScope, text } from './route-scope.ts'

const signInInput = z.strictObject({ userName: text(128).min(1), password: passwordInput })
const firstPasswordInput = z.strictObject({ password: passwordInput })
const replacePasswordInput = z.strictObject({ currentPassword: passwordInput, password: passwordInput })

/** Signing in and out with user name and password. */
export function registerSignInRoutes({ fastify, portal, startUrl, createContext, cookieOf, trustOf, begin, end }: RouteScope): void {
  fastify.post('/api/portal/sign-in', async (request, reply) => {
    const input = parse(signInInput, request.body)
    const context = createContext(request)
    const session = await portal.signIn(context, { ...input, trustCookie: trustOf(request) })
    await portal.signOut(context, cookieOf(request))
    return begin(reply, session)
  })
  fastify.post('/api/portal/new-password', async (request, reply) => {
    const { password } = parse(firstPasswordInput, request.body)
    return begin(reply, await portal.chooseFirstPassword(createContext(request), cookieOf(request), password))
  })
  fastify.post('/api/portal/change-password', async (request, reply) => {
    const input = parse(replacePasswordInput, request.body)
    return begin(reply, await portal.replacePassword(createContext(request), cookieOf(request), input))
  })
  fastify.post('/api/portal/sign-out', async (request, reply) => {
    await portal.signOut(createContext(request), cookieOf(request))
    end(reply)
    return {}
  })
  fastify.get('/api/portal/me', async (request) => {
    const { userId, userName, displayName, email } = await portal.signedIn(createContext(request), cookieOf(request))
    return { userId, userName, displayName, email, startUrl }
  })
}
