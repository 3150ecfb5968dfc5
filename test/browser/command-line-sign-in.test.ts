import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateTokenCommand, RegisterClientCommand, SSOOIDCClient, StartDeviceAuthorizationCommand } from '@aws-sdk/client-sso-oidc'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPool } from '../../src/database/pool.ts'
import { findAccessibilityProblems, launchBrowser } from '../harness/browser.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

// The two pages on which a person lets a command line act for them.

let server: TestServer
let browser: Browser
let session: BrowserContext
let page: Page
let oidc: SSOOIDCClient
/** The program that waits for the browser, and what it was brought. */
let program: Server
let brought: URL[]
let callback: string

beforeAll(async () => {
  server = await startTestServer()
  browser = await launchBrowser()
  oidc = new SSOOIDCClient({ endpoint: server.url, region: 'us-east-1' })
  program = createServer((request, response) => {
    brought.push(new URL(request.url ?? '', 'http://127.0.0.1'))
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Done</title>Back to the command line')
  })
  await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve))
  callback = `http://127.0.0.1:${(program.address() as AddressInfo).port}/oauth/callback`
})
afterAll(async () => {
  await browser?.close()
  program?.close()
  await server?.stop()
})
beforeEach(async () => {
  brought = []
  session = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await session.newPage()
  page.setDefaultTimeout(15_000)
})
afterEach(() => session.close())

async function signIn(): Promise<void> {
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(administratorPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function registerClient() {
  return oidc.send(
    new RegisterClientCommand({
      clientName: 'botocore-client-factory',
      clientType: 'public',
      scopes: ['sso:account:access'],
      grantTypes: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      redirectUris: ['http://127.0.0.1/oauth/callback'],
    }),
  )
}

async function startDevice() {
  const { clientId, clientSecret } = await registerClient()
  const client = { clientId, clientSecret }
  const started = await oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl: `${server.url}/start` }))
  const fetchToken = () =>
    oidc.send(
      new CreateTokenCommand({ ...client, deviceCode: started.deviceCode, grantType: 'urn:ietf:params:oauth:grant-type:device_code' }),
    )
  const refresh = (refreshToken: string | undefined) =>
    oidc.send(new CreateTokenCommand({ ...client, refreshToken, grantType: 'refresh_token' }))
  return { refresh, address: started.verificationUriComplete ?? '', userCode: started.userCode ?? '', fetchToken }
}

async function authorizeAddress(redirectUri: string): Promise<string> {
  const { clientId = '' } = await registerClient()
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: 'a state',
    code_challenge_method: 'S256',
    scopes: 'sso:account:access',
    code_challenge: 'Sn11yT9yi-M6wEOD_gK13HIPwXFSj1Cf9pXPh5hPO9E',
  })
  return `${server.url}/authorize?${parameters}`
}

async function seesNoBarriers(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect([colorScheme, await findAccessibilityProblems(page)]).toEqual([colorScheme, []])
  }
}

test('the device page leads through the sign-in, shows code, program, address and rights, and allows', async () => {
  const { address, userCode, fetchToken } = await startDevice()
  await page.goto(address)
  await signIn()
  await page.getByRole('heading', { name: 'Allow this sign-in?' }).waitFor()
  expect(page.url()).toBe(address)
  expect(await page.getByLabel('Code', { exact: true }).textContent()).toBe(userCode)
  for (const fact of ['botocore-client-factory', '127.0.0.1', 'get credentials for them']) await page.getByText(fact).first().waitFor()
  await page.getByText('You are signed in as admin.').waitFor()
  await seesNoBarriers()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('heading', { name: 'Sign-in allowed' }).waitFor()
  await seesNoBarriers()
  expect((await fetchToken()).accessToken).toMatch(/^aoa/)
  await page.reload()
  await page.getByRole('heading', { name: 'This code was used already' }).waitFor()
})

test('what was allowed stands on the security page, with the way to end it and to a config file', async () => {
  const { address, fetchToken, refresh } = await startDevice()
  await page.goto(address)
  await signIn()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('heading', { name: 'Sign-in allowed' }).waitFor()
  const { refreshToken } = await fetchToken()
  await page.goto(`${server.url}/start/security`)
  const rows = page.getByRole('table', { name: 'Command lines' }).getByRole('row', { name: /botocore-client-factory/ })
  await rows.first().waitFor()
  const before = await rows.count()
  await seesNoBarriers()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '~/.aws/config' }).click()])
  expect(readFileSync(await download.path(), 'utf8')).toContain('[profile management.AWSAdministratorAccess]')
  await rows.first().getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => rows.count()).toBe(before - 1)
  await expect(refresh(refreshToken)).rejects.toMatchObject({ name: 'InvalidGrantException' })
})

test('a code that was typed is found in whatever form, a wrong one is told, and a denied one ends the sign-in', async () => {
  const { userCode, fetchToken } = await startDevice()
  await page.goto(`${server.url}/start/device`)
  await signIn()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Enter the code.').waitFor()
  await seesNoBarriers()
  await page.getByLabel('Code').fill('zzzz-zzzz')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('There is no request with this code.').waitFor()
  await page.getByLabel('Code').fill(userCode.toLowerCase().replace('-', ' '))
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await page.getByRole('heading', { name: 'Sign-in denied' }).waitFor()
  await expect(fetchToken()).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('a request whose time is over while one reads cannot be allowed, and says so', async () => {
  const { address, userCode, fetchToken } = await startDevice()
  await page.goto(address)
  await signIn()
  await page.getByRole('button', { name: 'Allow' }).waitFor()
  const { db, close } = createPool(server.connectionString, { maxConnections: 1 })
  await sql`update sso_oidc.device_authorizations set expires_at = now() where user_code = ${userCode}`.execute(db)
  await close()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('heading', { name: 'This code has expired' }).waitFor()
  await seesNoBarriers()
  await expect(fetchToken()).rejects.toMatchObject({ name: 'ExpiredTokenException' })
})

test('a request that somebody answered meanwhile shows how it stands', async () => {
  const { address, fetchToken } = await startDevice()
  await page.goto(address)
  await signIn()
  await page.getByRole('button', { name: 'Allow' }).waitFor()
  const other = await session.newPage()
  await other.goto(address)
  await other.getByRole('button', { name: 'Deny' }).click()
  await other.getByRole('heading', { name: 'Sign-in denied' }).waitFor()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('heading', { name: 'Sign-in denied' }).waitFor()
  await expect(fetchToken()).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('the authorization page leads through the sign-in and takes the code to the program on this computer', async () => {
  await page.goto(await authorizeAddress(callback))
  await signIn()
  await page.getByRole('heading', { name: 'Allow this sign-in?' }).waitFor()
  await page.getByText(new URL(callback).host, { exact: true }).waitFor()
  await seesNoBarriers()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${callback}?**`)
  const answers = brought.filter(({ pathname }) => pathname === '/oauth/callback')
  expect(answers.map(({ searchParams }) => [searchParams.get('state'), searchParams.get('code')?.length])).toEqual([['a state', 43]])
})

test('denied on the authorization page, the program is told so', async () => {
  await page.goto(await authorizeAddress(callback))
  await signIn()
  await page.getByRole('button', { name: 'Deny' }).click()
  await page.waitForURL(`${callback}?**`)
  expect(brought[0]?.searchParams.get('error')).toBe('access_denied')
  expect(brought[0]?.searchParams.get('code')).toBeNull()
})

test('a request for an address that its client did not register ends on our page, and sends the browser nowhere', async () => {
  await page.goto(await authorizeAddress('http://evil.example/oauth/callback'))
  await signIn()
  await page.getByRole('heading', { name: 'This sign-in cannot be allowed' }).waitFor()
  await seesNoBarriers()
  expect(await page.getByRole('button', { name: 'Allow' }).count()).toBe(0)
  expect(new URL(page.url()).origin).toBe(server.url)
})
