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
    root: join(dist, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    // Their names carry a digest of the content.
    immutable: true,
    maxAge: '1y',
  })
  const file = (name: string) => async (_: unknown, reply: FastifyReply) => reply.sendFile(name, dist, { immutable: false, maxAge: 0 })
  for (const name of ['boot.js', 'logo.svg']) fastify.get(`/${name}`, file(name))
  const page = async (_: unknown, reply: FastifyReply) =>
    reply
      .header('content-security-policy', contentSecurityPolicy)
      .header('referrer-policy', 'same-origin')
      .header('x-frame-options', 'DENY')
      .sendFile('index.html', dist, { immutable: false, maxAge: 0 })
  for (const path of ['/start', '/start/*', '/console', '/console/*']) fastify.get(path, page)
}
