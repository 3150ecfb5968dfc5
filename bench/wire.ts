// Signed DescribeOrganization and ListAccounts over HTTP at 32 connections, as a ratio to a bare fastify route in the same run.
// One signed request is replayed: a signature holds for five minutes.
import { fork } from 'node:child_process'
import { DescribeOrganizationCommand, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import type { HttpRequest } from '@smithy/types'
import autocannon from 'autocannon'
import { type BenchServer, startBenchServer, temporaryData } from './server.ts'

const connections = 32
const seconds = 5

if (process.argv[2] === 'bare') await serveBare()
else await main()

async function main(): Promise<void> {
  const bare = fork(import.meta.filename, ['bare'])
  const address = await new Promise<string>((resolve) => bare.once('message', (message) => resolve(String(message))))
  const server = await startBenchServer(temporaryData(), '--log-level', 'error')
  const baseline = await measure({ url: address })
  console.log(row('bare fastify route', baseline, baseline))
  for (const operation of ['DescribeOrganization', 'ListAccounts'] as const) {
    console.log(row(`${operation}, signed`, await measure(await signed(server, operation)), baseline))
  }
  console.log(row('bare fastify route again', await measure({ url: address }), baseline))
  bare.kill()
  await server.stop()
}

interface Figures {
  readonly perSecond: number
  readonly p99Ms: number
  readonly errors: number
}

async function measure(request: autocannon.Request & { url: string }): Promise<Figures> {
  await autocannon({ ...(request as autocannon.Options), connections, duration: 1 })
  const result = await autocannon({ ...(request as autocannon.Options), connections, duration: seconds })
  return { perSecond: result.requests.average, p99Ms: result.latency.p99, errors: result.errors + result.non2xx }
}

function row(name: string, figures: Figures, baseline: Figures): string {
  const ratio = (figures.perSecond / baseline.perSecond).toFixed(3)
  return `${name.padEnd(28)} ${figures.perSecond.toFixed(0).padStart(7)} req/s   p99 ${figures.p99Ms} ms   ${ratio} x bare   errors ${figures.errors}`
}

/** The request as the official client would send it, caught on its way out. */
async function signed(server: BenchServer, operation: 'DescribeOrganization' | 'ListAccounts') {
  let request: HttpRequest | undefined
  const requestHandler = {
    handle: async (outgoing: HttpRequest) => {
      request = outgoing
      throw new Error('caught')
    },
  }
  const client = new OrganizationsClient({
    region: 'us-east-1',
    endpoint: server.url,
    credentials: server.credentials,
    requestHandler,
    maxAttempts: 1,
  })
  const command = operation === 'ListAccounts' ? new ListAccountsCommand({}) : new DescribeOrganizationCommand({})
  await client.send(command as ListAccountsCommand).catch(() => undefined)
  if (!request) throw new Error('the client sent nothing')
  // autocannon writes these two itself; twice they would break the signature.
  const { host: _host, 'content-length': _length, ...headers } = request.headers
  return { url: `${server.url}/`, method: 'POST' as const, headers, body: Buffer.from(request.body).toString('utf8') }
}

async function serveBare(): Promise<void> {
  const { fastify } = await import('fastify')
  const app = fastify()
  app.get('/', async () => ({ Organization: { Id: 'o-exampleorgid' } }))
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  process.send?.(address)
}
