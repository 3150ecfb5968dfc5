// Our own HTTP API under /api: what AWS has no API for. Timelines of requests, the queue, preflight, the organization at a
// glance, live events. The console and the command line use it with the caller's rights; so may anybody.
//
// It must never know a service: it holds the account factory and functions that the server hands in (dependencies.ts).
//
// Start with endpoints.ts; schemas.ts is what goes in and out, events.ts the live stream.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { OperationContext } from '../access/context.ts'
import { Fault, isFault } from '../fault.ts'
import type { ApiDependencies } from './dependencies.ts'
import type { Call, Endpoint } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { toErrorResponse, toValidationFault } from './error-response.ts'
import { EventStreams } from './events.ts'
import { createOpenApiDocument } from './open-api.ts'
import { recordCall, recordStranger } from './record-call.ts'
import { eventsQuery } from './schemas.ts'

const bodyLimit = 256 * 1024

/** A fastify plugin; `await fastify.register((scope) => registerApiRoutes(scope, dependencies))`. */
export async function registerApiRoutes(fastify: FastifyInstance, api: ApiDependencies): Promise<void> {
  // Bodies stay bytes until the signature over them is verified.
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))
  fastify.setErrorHandler((error, request, reply) => sendError(error, request, reply))
  const document = createOpenApiDocument(endpoints)
  fastify.get('/api/openapi.json', async () => document)
  for (const endpoint of endpoints) {
    fastify.route({
      method: endpoint.method,
      url: `/api${endpoint.path}`,
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store').header('x-amzn-requestid', request.id)
        return reply.code(endpoint.status ?? 200).send(await answer(api, endpoint, request))
      },
    })
  }
  registerEvents(fastify, api)
  fastify.all('/api/*', async (request) => {
    throw new Fault(
      'ResourceNotFoundException',
      `There is no ${request.method} ${request.url.split('?')[0]}; /api/openapi.json lists what there is.`,
    )
  })
}

async function answer(api: ApiDependencies, endpoint: Endpoint, request: FastifyRequest): Promise<unknown> {
  const identity = await api.authenticate(request).catch(async (error: unknown) => {
    await recordStranger(api, endpoint, request, error)
    throw error
  })
  const context = api.createContext(identity, request.id)
  const resources = [resourceOf(context, request)]
  const input: { body?: unknown } = {}
  try {
    const answer = await handle(api, endpoint, request, { context, resources, input })
    await recordCall(api, context, { endpoint, request, resources, body: input.body })
    return answer
  } catch (error) {
    await recordCall(api, context, { endpoint, request, resources, body: input.body, error })
    throw error
  }
}

async function handle(
  api: ApiDependencies,
  endpoint: Endpoint,
  request: FastifyRequest,
  { context, resources, input }: { context: OperationContext; resources: readonly string[]; input: { body?: unknown } },
): Promise<unknown> {
  if (endpoint.action) await api.authorize(context, { action: endpoint.action, resources })
  input.body = endpoint.body && parse(endpoint.body, parseJson(request.body))
  const call: Call<unknown, unknown, unknown> = {
    api,
    context,
    parameters: endpoint.parameters && parse(endpoint.parameters, request.params),
    query: endpoint.query && parse(endpoint.query, request.query),
    body: input.body,
    onlyRequestedBy: () => onlyRequestedBy(api, context),
  }
  return endpoint.handle(call as Call<never, never, never>)
}

/** Administrators see every request of the account, everybody else their own. */
async function onlyRequestedBy(api: ApiDependencies, context: OperationContext): Promise<string | undefined> {
  try {
    await api.authorize(context, { action: 'account-factory:ListAllRequests', resources: ['*'] })
    return undefined
  } catch (error) {
    if (isFault(error) && /^AccessDenied/.test(error.code)) return context.caller.arn
    throw error
  }
}

/** What a path's parameter names, as the last part of an ARN has it. */
const resourceTypes: Readonly<Record<string, string>> = {
  recordId: 'request',
  userId: 'user',
  accountId: 'account',
  providerId: 'identity-provider',
  tokenId: 'scim-token',
}

/** The ARN of what the path names; `*` when it names nothing. */
function resourceOf(context: OperationContext, request: FastifyRequest): string {
  const [named] = Object.entries(request.params as Readonly<Record<string, string>>)
  const type = named && resourceTypes[named[0]]
  return type ? `arn:aws:account-factory:${context.region}:${context.caller.accountId}:${type}/${named[1]}` : '*'
}

function registerEvents(fastify: FastifyInstance, api: ApiDependencies): void {
  const streams = new EventStreams(api.factory.requests, api.maxStreams ?? 200)
  // Before the listener closes: an open stream would keep it waiting.
  fastify.addHook('preClose', async () => streams.closeAll())
  fastify.get('/api/events', async (request, reply) => {
    const context = api.createContext(await api.authenticate(request), request.id)
    await api.authorize(context, { action: 'account-factory:ListRequests', resources: ['*'] })
    const query = parse(eventsQuery, request.query)
    const requestedBy = await onlyRequestedBy(api, context)
    streams.checkRoom()
    const lastEventId = Number(request.headers['last-event-id'] ?? Number.NaN)
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-amzn-requestid': request.id,
    })
    const after = Number.isSafeInteger(lastEventId) && lastEventId >= 0 ? lastEventId : query.after
    await streams.serve(reply.raw, { context, requestedBy, after, recordId: query.recordId }).catch((error) => {
      context.log.warn({ err: error }, 'an event stream broke')
    })
  })
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input ?? {})
  if (!result.success) throw toValidationFault(result.error)
  return result.data
}

function parseJson(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new Fault('ValidationException', 'Send a JSON object as the body.')
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Fault('ValidationException', 'The body is not JSON.')
  }
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = toErrorResponse(error, request.id)
  if (status >= 500) request.log.error({ err: error }, 'a request of the API failed')
  reply.header('cache-control', 'no-store').header('x-amzn-requestid', request.id)
  if (status === 503) reply.header('retry-after', '5')
  return reply.code(status).send(body)
}
