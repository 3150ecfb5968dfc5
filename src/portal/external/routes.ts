import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isFault } from '../../fault.ts'
import { parse, type RouteScope, text } from '../route-scope.ts'
import type { Arrival } from './arrival.ts'
import type { ExternalSignIn } from './external.ts'
import { problemOf } from './refusal.ts'
import { lifeSeconds } from './under-way.ts'

const parameters = z.strictObject({ id: z.string().regex(/^idp-[0-9a-f]{16}$/, 'the id of an identity provider') })
const finishQuery = z.object({ state: text(100).optional() })
/** Of an answer that is posted. */
const bodyLimit = 300_000
const startInput = z.strictObject({ return: text(2_000).optional() })

/** Over https the prefix binds the cookie to this very host, as the session's. */
const cookieName = (secure: boolean): string => (secure ? '__Host-account-factory-external' : 'account-factory-external')

/** Signing in at an external provider: from our page to theirs and back. */
export function registerExternalRoutes(scope: RouteScope, external: ExternalSignIn): void {
  const { fastify, portal, createContext, cookieOf, secure } = scope
  const name = cookieName(secure)
  // A top-level navigation from the provider's site brings a lax cookie along, a post from there does not.
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const

  const problem = (request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply => {
    if (!isFault(error)) throw error
    scope.note(request, { error })
    request.log.warn({ err: error }, 'a sign-in at an external identity provider came to nothing')
    return reply.redirect(`/start?problem=${problemOf(error) ?? 'failed'}`, 303)
  }

  /** People come by navigation: what went wrong is told on the sign-in page, by a word and not in the words of the address. */
  const land = async (request: FastifyRequest, reply: FastifyReply, arrive: () => Promise<Arrival>): Promise<FastifyReply> => {
    reply.clearCookie(name, attributes)
    try {
      const { person, session, returnTo } = await arrive()
      await portal.signOut(createContext(request), cookieOf(request))
      scope.begin(reply, session)
      scope.note(request, { person, done: true })
      return reply.redirect(returnTo, 303)
    } catch (error) {
      return problem(request, reply, error)
    }
  }

  fastify.get('/api/portal/sign-in-options', async (request) => external.options(createContext(request)))
  fastify.post('/api/portal/external/:id/sign-in', async (request, reply) => {
    const { id } = parse(parameters, request.params)
    const input = parse(startInput, request.body)
    const { redirect, browser } = await external.start(createContext(request), id, input.return)
    reply.setCookie(name, browser, { ...attributes, maxAge: lifeSeconds })
    return { redirect }
  })
  fastify.get('/api/portal/external/:id/callback', async (request, reply) => {
    const query = request.url.split('?')[1]?.slice(0, 8_000) ?? ''
    return land(request, reply, async () => {
      const { id } = parse(parameters, request.params)
      return external.finishOidc(createContext(request), { providerId: id, query, browser: request.cookies[name] })
    })
  })
  registerSamlRoutes(scope, external, { name, land, problem })
}

interface Landing {
  /** Of the cookie. */
  readonly name: string
  readonly land: (request: FastifyRequest, reply: FastifyReply, arrive: () => Promise<Arrival>) => Promise<FastifyReply>
  readonly problem: (request: FastifyRequest, reply: FastifyReply, error: unknown) => FastifyReply
}

function registerSamlRoutes(scope: RouteScope, external: ExternalSignIn, { name, land, problem }: Landing): void {
  const { fastify, createContext } = scope
  fastify.get('/api/portal/external/:id/metadata', async (request, reply) => {
    const { id } = parse(parameters, request.params)
    return reply.type('application/samlmetadata+xml').send(await external.metadata(createContext(request), id))
  })
  fastify.get('/api/portal/external/:id/finish', async (request, reply) =>
    land(request, reply, async () => {
      const { id } = parse(parameters, request.params)
      const { state } = parse(finishQuery, request.query)
      return external.finishSaml(createContext(request), { providerId: id, state, browser: request.cookies[name] })
    }),
  )
  void fastify.register(async (forms) => {
    // The one form that is taken here; a text, so that nothing of it comes on the trail.
    forms.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit }, (_request, body, done) =>
      done(null, body),
    )
    // The provider's page posts here, from its site: what it brings is judged by its signature, and worth nothing without the browser's cookie.
    forms.post('/api/portal/external/:id/acs', { config: { crossSitePost: true }, bodyLimit }, async (request, reply) => {
      try {
        const { id } = parse(parameters, request.params)
        const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
        const [samlResponse = '', relayState = ''] = [form.get('SAMLResponse') ?? '', form.get('RelayState') ?? '']
        const { person, arrival } = await external.receiveSaml(createContext(request), { providerId: id, samlResponse, relayState })
        if (arrival) return await land(request, reply, async () => arrival)
        scope.note(request, { person })
        return reply.redirect(`/api/portal/external/${id}/finish?${new URLSearchParams({ state: relayState })}`, 303)
      } catch (error) {
        return problem(request, reply, error)
      }
    })
  })
}
