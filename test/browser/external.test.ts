import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createExternalStage, type ExternalStage } from '../api/external-stage.ts'
import { findAccessibilityProblems, launchBrowser } from '../harness/browser.ts'
import { startOidcProvider, type TestOidcProvider } from '../harness/oidc-provider.ts'
import { startSamlProvider, type TestSamlProvider } from '../harness/saml-provider.ts'

let stage: ExternalStage
let browser: Browser
let context: BrowserContext
let page: Page
let oidc: TestOidcProvider
let saml: TestSamlProvider

beforeAll(async () => {
  ;[stage, browser, oidc, saml] = await Promise.all([createExternalStage(), launchBrowser(), startOidcProvider(), startSamlProvider()])
  await stage.createUser('ada', 'ada@example.org')
  const { issuer, clientId, clientSecret } = oidc
  const provider = { kind: 'oidc', name: 'Example ID', matchClaim: 'email', matchAttribute: 'email', issuer, clientId, clientSecret }
  oidc.begin((await stage.administrator.call('POST', '/identity-providers', provider)).redirectUri)
  oidc.asks = true
  const samlProvider = { kind: 'saml', name: 'Example SAML', matchClaim: 'NameID', matchAttribute: 'userName', metadata: saml.metadata }
  const { acsUrl, metadataUrl } = await stage.administrator.call('POST', '/identity-providers', samlProvider)
  saml.begin(await (await fetch(metadataUrl)).text(), acsUrl)
})
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
  await oidc?.stop()
  await saml?.stop()
})
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
})
afterEach(() => context.close())

test('a person signs in by OpenID Connect and comes back to the page that was asked for', async () => {
  oidc.person = { sub: 'ada-1', claims: { email: 'ada@example.org', email_verified: true } }
  await page.goto(`${stage.url}/start?return=${encodeURIComponent('/start/security')}`)
  await page.getByRole('button', { name: 'Continue with Example ID' }).click()
  await page.getByRole('heading', { name: 'Example identity' }).waitFor()
  await page.getByRole('button', { name: 'Sign in at the provider' }).click()
  await page.waitForURL(`${stage.url}/start/security`)
  expect(await (await page.request.get(`${stage.url}/api/portal/me`)).json()).toMatchObject({ userName: 'ada' })
})

test('a person signs in by SAML, whose provider posts its answer from another site', async () => {
  saml.nameId = 'ada'
  await page.goto(`${stage.url}/start?return=${encodeURIComponent('/start/security')}`)
  await page.getByRole('button', { name: 'Continue with Example SAML' }).click()
  await page.getByRole('button', { name: 'Sign in at the provider' }).click()
  await page.waitForURL(`${stage.url}/start/security`)
  expect(await (await page.request.get(`${stage.url}/api/portal/me`)).json()).toMatchObject({ userName: 'ada' })
})

test('a person whom nobody added is told whom to ask, in words of ours', async () => {
  oidc.person = { sub: 'eve-1', claims: { email: 'eve@example.org', email_verified: true } }
  await page.goto(`${stage.url}/start`)
  await page.getByRole('button', { name: 'Continue with Example ID' }).click()
  await page.getByRole('button', { name: 'Sign in at the provider' }).click()
  await page.getByText('You are known to the identity provider, but not here.').waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await findAccessibilityProblems(page)).toEqual([])
})

test('where passwords are left to the administrator, others are not asked for one', async () => {
  await stage.administrator.call('PUT', '/identity-source', { passwordSignIn: 'administrator' })
  await page.goto(`${stage.url}/start`)
  await page.getByRole('button', { name: 'Continue with Example ID' }).waitFor()
  expect(await page.getByLabel('Password').count()).toBe(0)
  await page.getByRole('button', { name: 'Sign in as the administrator' }).click()
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(stage.administratorPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await stage.administrator.call('PUT', '/identity-source', { passwordSignIn: 'everyone' })
})
