import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { OperationContext } from '../access/context.ts'
import { isFault } from '../fault.ts'
import type { Approver, ConsentDesk } from './consent-desk.ts'
import { proofOf } from './portal.ts'
import { parse, type RouteScope, text } from './route-scope.ts'

const userCode = text(40).min(1)
const deviceQuery = z.strictObject({ userCode })
const deviceDecision = z.strictObject({ userCode, allow: z.boolean() })
const authorization = z.object({
  response_type: text(100).optional(),
  client_id: text(200).optional(),
  redirect_uri: text(2_000).optional(),
  state: text(2_000).optional(),
  code_challenge: text(200).optional(),
  code_challenge_method: text(100).optional(),
  scopes: text(1_000).optional(),
})
const authorizationDecision = z.strictObject({ request: authorization, allow: z.boolean() })

/** The pages on which a person allows or denies that a command line acts for them, and the address that programs open. */
export function registerConsentRoutes({ fastify, portal, createContext, cookieOf }: RouteScope, desk: ConsentDesk): void {
  const approver = async (context: OperationContext, request: FastifyRequest): Promise<Approver> => {
    const { person, session } = await portal.visitor(context, cookieOf(request))
    return { userId: person.userId, ...proofOf(session) }
  }
  fastify.get('/api/portal/device-authorizations', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    return desk.describeDeviceRequest(context, userId, parse(deviceQuery, request.query).userCode)
  })
  fastify.post('/api/portal/device-authorizations', async (request) => {
    const context = createContext(request)
    return desk.decideDeviceRequest(context, await approver(context, request), parse(deviceDecision, request.body))
  })
  fastify.get('/api/portal/authorizations', async (request) => {
    const context = createContext(request)
    await portal.signedIn(context, cookieOf(request))
    return desk.describeAuthorization(context, parse(authorization, request.query))
  })
  fastify.post('/api/portal/authorizations', async (request) => {
    const context = createContext(request)
    return desk.decideAuthorization(context, await approver(context, request), parse(authorizationDecision, request.body))
  })
  // Leads to the page that asks. What is not to be trusted goes there too, to be told so instead of being sent elsewhere.
  fastify.get('/authorize', async (request, reply) => {
    const result = authorization.safeParse(request.query)
    const parameters = result.success ? result.data : {}
    const refused = await desk.refuseAuthorization(createContext(request), parameters).catch((error: unknown) => {
      if (isFault(error)) return undefined
      throw error
    })
    return reply.redirect(refused ?? `/start/authorize?${new URLSearchParams(parameters as Record<string, string>)}`)
  })
}
