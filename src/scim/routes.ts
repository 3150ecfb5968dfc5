// SCIM 2.0 (RFC 7643, 7644): the external identity provider keeps people and groups as it has them.
//
// It must never know a service: people and groups are the identity store's, which the server hands in as a ScimDirectory. It owns the bearer
// tokens that providers come with (tokens.ts).
//
// Start here; user-resource.ts and group-resource.ts are what goes in and out, patch-user.ts and filter.ts the two small languages of SCIM.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OperationContext } from '../access/context.ts'
import type { RecordEvent } from '../access/trail.ts'
import type { ScimDirectory } from './directory.ts'
import { listResponse, resourceTypes, schemas, serviceProviderConfig } from './discovery.ts'
import { registerGroupRoutes } from './group-routes.ts'
import { refusal, toScimError } from './scim-fault.ts'
import { type ScimScope, scimPath } from './scope.ts'
import { findToken } from './tokens.ts'
import { recordScim } from './trail.ts'
import { registerUserRoutes } from './user-routes.ts'

export interface ScimOptions {
  readonly directory: ScimDirectory
  readonly createContext: (request: FastifyRequest) => OperationContext
  readonly record: RecordEvent
  /** Address that providers reach us by, without a path. */
  readonly url: string
}

const bodyLimit = 1024 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    /** Id of the token that the request came with. */
    scimToken: string | undefined
  }
}

/** A fastify plugin with everything under /scim. */
export async function registerScimRoutes(fastify: FastifyInstance, options: ScimOptions): Promise<void> {
  const { directory, createContext, record, url } = options
  fastify.decorateRequest('scimToken')
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser(/^application\/(scim\+)?json/, { parseAs: 'string', bodyLimit }, (_request, body, done) => {
    try {
      // No prototype comes in by JSON.parse itself; nothing here merges what it does not name.
      done(null, JSON.parse(String(body)))
    } catch {
      done(refusal(400, 'The body is not JSON.', 'invalidSyntax'))
    }
  })
  fastify.setErrorHandler((error, request, reply) => sendError(error, request, reply, options))
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-amzn-requestid', request.id)
    request.scimToken = await authenticate(createContext(request), request)
  })
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode < 400) await recordScim({ context: createContext(request), request, record })
    if (payload) reply.header('content-type', 'application/scim+json; charset=utf-8')
  })
  const base = url + scimPath
  const scope: ScimScope = { fastify, directory, createContext, base }
  registerUserRoutes(scope)
  registerGroupRoutes(scope)
  registerDiscovery(fastify, base)
  fastify.all('/scim/*', async (request) => {
    throw refusal(404, `There is no ${request.method} ${request.url.split('?')[0]}.`)
  })
}

async function authenticate(context: OperationContext, { headers }: FastifyRequest): Promise<string> {
  const [, token] = /^Bearer ([\w-]{20,200})$/i.exec(headers.authorization ?? '') ?? []
  const id = token && (await findToken(context, token))
  if (!id) throw refusal(401, 'The bearer token is missing, wrong or over. Make one on the page Identity providers of the console.')
  return id
}

function registerDiscovery(fastify: FastifyInstance, base: string): void {
  const find = (list: Record<string, unknown>[], id: string) => {
    const found = list.find((each) => each.id === id)
    if (!found) throw refusal(404, `There is no ${id}.`)
    return found
  }
  fastify.get(`${scimPath}/ServiceProviderConfig`, async () => serviceProviderConfig(base))
  fastify.get(`${scimPath}/ResourceTypes`, async () => listResponse(resourceTypes(base)))
  fastify.get(`${scimPath}/Schemas`, async () => listResponse(schemas(base)))
  fastify.get<{ Params: { id: string } }>(`${scimPath}/ResourceTypes/:id`, async ({ params }) => find(resourceTypes(base), params.id))
  fastify.get<{ Params: { id: string } }>(`${scimPath}/Schemas/:id`, async ({ params }) => find(schemas(base), params.id))
}

async function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, options: ScimOptions): Promise<FastifyReply> {
  const { status, body } = toScimError(error)
  if (status >= 500) request.log.error({ err: error }, 'a request of SCIM failed')
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="SCIM"')
  await recordScim({ context: options.createContext(request), request, record: options.record, error })
  return reply.code(status).send(body)
}
