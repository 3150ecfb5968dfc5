import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RecordEvent } from '../access/trail.ts'
import { registerAccountRoutes } from './account-routes.ts'
import { registerApplicationRoutes } from './application-routes.ts'
import { registerMfaRoutes } from './mfa-routes.ts'
import { registerPasswordRoutes } from './password-routes.ts'
import type { RouteScope } from './route-scope.ts'
import { registerSessionRoutes } from './session-routes.ts'
import { registerSignInRoutes } from './sign-in-routes.ts'
import { createTrailHook } from './trail-hook.ts'

export interface PortalRoutesOptions extends Pick<RouteScope, 'portal' | 'createContext' | 'startUrl'> {
  /** Throws unless a page of our own origin sent the request. */
  readonly checkOrigin: (request: FastifyRequest) => void
  readonly sendError: (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply
  /** Puts what people do on the trail. */
  readonly record: RecordEvent
  /** The pages are served over https: the cookie travels nowhere else. */
  readonly secure: boolean
  /** Further routes below /api/portal, of rooms that the portal does not know. */
  readonly more?: readonly ((scope: RouteScope) => void)[] | undefined
}

/** Over https the prefix binds the cookie to this very host: no neighbouring domain can set or see it. */
export const sessionCookieName = (secure: boolean): string => (secure ? '__Host-account-factory-session' : 'account-factory-session')
export const trustCookieName = (secure: boolean): string => (secure ? '__Host-account-factory-trusted' : 'account-factory-trusted')

/** A fastify plugin with everything under /api/portal. */
export async function registerPortalRoutes(fastify: FastifyInstance, options: PortalRoutesOptions): Promise<void> {
  const { portal, createContext, startUrl, secure } = options
  await fastify.register(fastifyCookie)
  const name = sessionCookieName(secure)
  const cookieOf = (request: FastifyRequest): string | undefined => request.cookies[name]
  const trail = createTrailHook({ directory: portal.directory, record: options.record, createContext, cookieOf })
  fastify.setErrorHandler((error, request, reply) => {
    trail.noteError(request, error)
    return options.sendError(error, request, reply)
  })
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-amzn-requestid', request.id)
    if (request.method !== 'GET' && !request.routeOptions.config.crossSitePost) options.checkOrigin(request)
  })
  fastify.addHook('preHandler', trail.remember)
  fastify.addHook('onSend', trail.record)
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  const scope: RouteScope = {
    fastify,
    portal,
    startUrl,
    createContext,
    cookieOf,
    begin: (reply, { cookie, seconds, next }) => {
      reply.setCookie(name, cookie, { ...attributes, maxAge: seconds })
      return { next }
    },
    end: (reply) => void reply.clearCookie(name, attributes),
    trustOf: (request) => request.cookies[trustCookieName(secure)],
    trust: (reply, { cookie, seconds }) => void reply.setCookie(trustCookieName(secure), cookie, { ...attributes, maxAge: seconds }),
    secure,
    note: trail.note,
  }
  const parts = [
    registerSignInRoutes,
    registerPasswordRoutes,
    registerSessionRoutes,
    registerMfaRoutes,
    registerAccountRoutes,
    registerApplicationRoutes,
  ]
  for (const register of [...parts, ...(options.more ?? [])]) register(scope)
}
