import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { registerAccountRoutes } from './account-routes.ts'
import type { RouteScope } from './route-scope.ts'
import { registerSignInRoutes } from './sign-in-routes.ts'

export interface PortalRoutesOptions extends Pick<RouteScope, 'portal' | 'createContext' | 'startUrl'> {
  /** Throws unless a page of our own origin sent the request. */
  readonly checkOrigin: (request: FastifyRequest) => void
  readonly sendError: (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply
  /** The pages are served over https: the cookie travels nowhere else. */
  readonly secure: boolean
  /** Further routes below /api/portal, of rooms that the portal does not know. */
  readonly more?: readonly ((scope: RouteScope) => void)[]
}

/** Over https the prefix binds the cookie to this very host: no neighbouring domain can set or see it. */
export const sessionCookieName = (secure: boolean): string => (secure ? '__Host-account-factory-session' : 'account-factory-session')

/** A fastify plugin with everything under /api/portal. */
export async function registerPortalRoutes(fastify: FastifyInstance, options: PortalRoutesOptions): Promise<void> {
  const { portal, createContext, startUrl, secure } = options
  await fastify.register(fastifyCookie)
  fastify.setErrorHandler((error, request, reply) => options.sendError(error, request, reply))
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-amzn-requestid', request.id)
    if (request.method !== 'GET') options.checkOrigin(request)
  })
  const name = sessionCookieName(secure)
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  const scope: RouteScope = {
    fastify,
    portal,
    startUrl,
    createContext,
    cookieOf: (request) => request.cookies[name],
    begin: (reply, { cookie, seconds, next }) => {
      reply.setCookie(name, cookie, { ...attributes, maxAge: seconds })
      return { next }
    },
    end: (reply) => void reply.clearCookie(name, attributes),
  }
  for (const register of [registerSignInRoutes, registerAccountRoutes, ...(options.more ?? [])]) register(scope)
}
