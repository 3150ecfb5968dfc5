import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/api/endpoints.ts'
import { portalEvents } from '../../src/portal/trail-names.ts'
import { type AccessStage, createAccessStage } from './access-stage.ts'

// Another site can make a browser send requests with our cookie. No route that changes something takes them: every route of the own
// API is one of its endpoints, every such route of the portal has a name on the trail (portal-trail.test.ts).

let stage: AccessStage

beforeAll(async () => {
  stage = await createAccessStage()
})
afterAll(() => stage.close())

/** Answers of an identity provider come from its own site: signed, for a sign-in under way, and fetched by the browser that began it. */
const fromElsewhere = (route: string): boolean => /^(GET|POST) \/external\/:id\/(callback|acs)$/.test(route)

const portalRoutes = Object.keys(portalEvents)
  .filter((route) => !route.startsWith('GET ') && !fromElsewhere(route))
  .map((route) => route.replace(' /', ' /portal/'))
const apiRoutes = endpoints.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)

/** Old browsers, and http elsewhere than on loopback, tell the origin alone. */
const foreign: readonly Record<string, string | undefined>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': undefined, origin: 'https://evil.example' },
  { 'sec-fetch-site': undefined, origin: 'null' },
]

test('there are routes to try', () => {
  expect(portalRoutes.length).toBeGreaterThan(15)
  expect(apiRoutes.length).toBeGreaterThan(15)
})

test.each([...portalRoutes, ...apiRoutes])('%s is refused to other sites, whatever they send', async (route) => {
  const [method = '', path = ''] = route.split(' ')
  for (const headers of foreign) {
    const answer = await stage.asAdministrator(method, path.replace(/:\w+/g, 'some'), {}, headers)
    expect([headers, answer.status, answer.body.error?.code]).toEqual([headers, 403, expect.stringMatching(/^AccessDenied/)])
  }
  expect((await stage.call('GET', '/portal/me', { cookie: stage.administrator })).status).toBe(200)
})

test('a form of another site, which browsers send without asking first, changes nothing either', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const headers = { 'sec-fetch-site': 'cross-site', 'content-type': type }
    for (const path of ['/portal/sign-out-everywhere', '/portal/sign-in', '/access-settings/test-mail'])
      expect([403, 415]).toContain((await stage.asAdministrator('POST', path, 'to=ops@example.com', headers)).status)
  }
  expect((await stage.call('GET', '/portal/me', { cookie: stage.administrator })).status).toBe(200)
  expect(stage.mailServer.waiting()).toBe(0)
})
