import type { Server as TlsServer } from 'node:tls'
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify'
import type { Logger } from 'pino'
import { randomUUID } from '../random.ts'
import { largestBodyBytes } from '../wire/pipeline.ts'
import { createMetrics } from './metrics.ts'
import { registerPages } from './pages.ts'
import { toWireRequest } from './requests.ts'
import type { Certificate } from './tls.ts'
import type { Application } from './wiring.ts'

/** On every answer. */
const safeHeaders = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' }
/** Once reached by https, always by https. */
const httpsOnly = { 'strict-transport-security': 'max-age=31536000' }

export interface ListenerOptions {
  readonly log: Logger
  /** What /readyz tells. */
  readonly isReady: () => boolean
  /** Undefined: http. */
  readonly tls?: Certificate | undefined
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[]
}

/** The one listener: pages, own API, and for everything else the wire. */
export async function createListener(application: Application, options: ListenerOptions): Promise<FastifyInstance> {
  const { log, isReady, tls, trustedProxies = [] } = options
  const server = fastify({
    https: tls ? tls.secure : null,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    loggerInstance: log,
    // The wire logs its own line per request.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    // The wire itself refuses what is larger than its own bound, in the service's words.
    bodyLimit: largestBodyBytes + 64 * 1024,
  }) as unknown as FastifyInstance
  const metrics = createMetrics(() => application.countRequests())
  server.addHook('onResponse', async (request, reply) => metrics.observe(kindOf(request), reply.statusCode, reply.elapsedTime / 1000))
  tls?.follow(server.server as unknown as TlsServer)
  server.addHook('onSend', async (_, reply) => void reply.headers(application.secure ? { ...safeHeaders, ...httpsOnly } : safeHeaders))
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_, reply) => reply.code(isReady() ? 200 : 503).send({ status: isReady() ? 'ready' : 'starting' }))
  server.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()))
  await server.register(registerPages)
  await application.registerRoutes(server)
  await server.register(async (scope) => registerWire(scope, application))
  return server
}

async function registerWire(server: FastifyInstance, application: Application): Promise<void> {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { status, headers, body } = await application.handleWire(toWireRequest(request))
    return reply.code(status).headers(headers).send(body)
  }
  // The body was not read; one that is just too large gets the service's own words out of the wire.
  server.setErrorHandler(async (error: FastifyError, request, reply) => {
    if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error
    const body = Buffer.alloc(largestBodyBytes + 1)
    const answer = await application.handleWire({ ...toWireRequest(request), body })
    return reply.code(answer.status).headers(answer.headers).send(answer.body)
  })
  server.get('/', async (request, reply) => {
    const isPage = request.headers.accept?.includes('text/html') && !request.url.includes('?')
    return isPage ? reply.redirect('/start') : answer(request, reply)
  })
  server.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url: '/', handler: answer })
  server.route({ method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], url: '/*', handler: answer })
}

function kindOf({ url }: FastifyRequest): string {
  if (url.startsWith('/api/portal')) return 'portal'
  if (url.startsWith('/api/') || url.startsWith('/scim/')) return 'api'
  return /^\/(start|console|assets|authorize|healthz|readyz|metrics)/.test(url) ? 'page' : 'wire'
}
