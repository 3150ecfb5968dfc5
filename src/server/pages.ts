import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const dist = join(import.meta.dirname, '../../console/dist')

/** Everything from here, nothing inline; Cloudscape sets its styles through the CSSOM, which this allows. */
const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

/** The access portal at /start and the console at /console: one page, its files under /assets. */
export async function registerPages(fastify: FastifyInstance): Promise<void> {
  if (!existsSync(join(dist, 'index.html'))) {
    const missing = async (_: unknown, reply: FastifyReply) =>
      reply.code(503).type('text/plain').send('The pages are not built yet: run "npm run build".\n')
    for (const path of ['/start', '/start/*', '/console', '/console/*']) fastify.get(path, missing)
    return
  }
  await fastify.register(fastifyStatic, {
    root: dist,
    prefix: '/',
    index: false,
    wildcard: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      response.header('x-content-type-options', 'nosniff')
      // Names under assets carry a digest of the content.
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = async (_: unknown, reply: FastifyReply) =>
    reply
      .header('content-security-policy', contentSecurityPolicy)
      .header('referrer-policy', 'same-origin')
      .header('x-frame-options', 'DENY')
      .sendFile('index.html')
  for (const path of ['/start', '/start/*', '/console', '/console/*']) fastify.get(path, page)
}
