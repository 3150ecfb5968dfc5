import { finished } from 'node:stream'
import { z } from 'zod'
import { passwordRules } from './password-rules.ts'
import { parse, passwordInput, type RouteScope, text } from './route-scope.ts'

const forgottenInput = z.strictObject({ userName: text(128).min(1) })
const token = text(200).min(1)
const linkInput = z.strictObject({ token })
const resetInput = z.strictObject({ token, password: passwordInput })

/** A new password for people who are not signed in, and what the pages have to know of passwords. */
export function registerPasswordRoutes({ fastify, portal, createContext, note }: RouteScope): void {
  fastify.get('/api/portal/password-options', async () => ({
    rules: passwordRules,
    forgottenPassword: portal.outbox.sendMail ? 'mail' : 'administrator',
  }))
  fastify.post('/api/portal/forgotten-password', async (request, reply) => {
    const { userName } = parse(forgottenInput, request.body)
    await portal.forgottenPassword(createContext(request), userName, (work) => finished(reply.raw, { readable: false }, work))
    return {}
  })
  fastify.post('/api/portal/reset-password/check', async (request) => {
    const { token } = parse(linkInput, request.body)
    const { userName } = await portal.holderOfLink(createContext(request), token)
    return { userName }
  })
  fastify.post('/api/portal/reset-password', async (request) => {
    const input = parse(resetInput, request.body)
    const context = createContext(request)
    note(request, { person: await portal.holderOfLink(context, input.token) })
    await portal.resetPassword(context, input)
    return {}
  })
  // Before the database closes; a mail server that hangs does not hold the shutdown.
  fastify.addHook('onClose', () => portal.outbox.settled())
}
