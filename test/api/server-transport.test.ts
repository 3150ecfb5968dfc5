import { copyFileSync, utimesSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:https'
import type { Server } from 'node:tls'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { openCertificate } from '../../src/server/tls.ts'
import { createCertificate, type TestCertificate } from '../harness/certificate.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

let certificate: TestCertificate
let server: TestServer

beforeAll(async () => {
  certificate = createCertificate()
  server = await startTestServer({ 'tls-cert': certificate.cert, 'tls-key': certificate.key, 'trusted-proxy': '127.0.0.0/8' })
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(async () => {
  await server?.stop()
  certificate?.remove()
})

function send(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options
    const sent = request(server.url + path, { method, headers, ca: certificate.authority }, (response) => {
      response.resume()
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('with a certificate everything is https, and says so to browsers for good', async () => {
  expect(server.url).toMatch(/^https:/)
  const { status, headers } = await send('/start')
  expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
})

test('over https the session is a cookie that no neighbouring domain can set, and a trusted proxy tells whose sign-in it was', async () => {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '203.0.113.5' }
  const body = JSON.stringify({ userName: 'admin', password: administratorPassword })
  const answer = await send('/api/portal/sign-in', { method: 'POST', headers, body })
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-account-factory-session=.*Path=\/; HttpOnly; Secure; SameSite=Lax/)
  const trail = new CloudTrailClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: server.credentials,
    requestHandler: { httpsAgent: new Agent({ ca: certificate.authority }) },
  })
  const { Events = [] } = await trail.send(
    new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'UserAuthentication' }] }),
  )
  expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '{}').sourceIPAddress).toBe('203.0.113.5')
})

test('a renewed certificate is taken up without a restart, a broken one is not', () => {
  vi.useFakeTimers()
  const renewed = createCertificate()
  const errors: unknown[] = []
  const taken: string[] = []
  const opened = openCertificate(renewed, (error) => errors.push(error))
  opened.follow({ setSecureContext: ({ cert }: { cert: Buffer }) => taken.push(cert.toString()) } as unknown as Server)
  copyFileSync(certificate.cert, renewed.cert)
  copyFileSync(certificate.key, renewed.key)
  for (const path of [renewed.cert, renewed.key]) utimesSync(path, 2_000_000_000, 2_000_000_000)
  vi.advanceTimersByTime(60_000)
  expect(taken).toEqual([certificate.authority])
  writeFileSync(renewed.cert, 'half a certific')
  vi.advanceTimersByTime(60_000)
  expect([taken.length, errors.length > 0]).toEqual([1, true])
  opened.close()
  renewed.remove()
})
