import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createExternalStage, type ExternalStage } from '../api/external-stage.ts'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { startOidcProvider, type TestOidcProvider } from '../harness/oidc-provider.ts'
import { startSamlProvider, type TestSamlProvider } from '../harness/saml-provider.ts'

let stage: ExternalStage
let browser: Browser
let page: Page
let oidc: TestOidcProvider
let saml: TestSamlProvider

beforeAll(async () => {
  ;[stage, browser, oidc, saml] = await Promise.all([createExternalStage(), launchBrowser(), startOidcProvider(), startSamlProvider()])
  page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
  page.setDefaultTimeout(20_000)
  await page.goto(`${stage.url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(stage.administratorPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  const role = `account_id=${stage.administrator.accountId}&role_name=AWSAdministratorAccess`
  await page.goto(`${stage.url}/console/access/identity-providers?${role}`)
})
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
  await Promise.all([oidc?.stop(), saml?.stop()])
})

test('an administrator adds an OpenID Connect provider, gets the address that it has to know, and tests the connection', async () => {
  await page.getByText('No identity provider').waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Add provider' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add identity provider' })
  await dialog.getByLabel('Name', { exact: true }).fill('Example ID')
  await dialog.getByLabel('Issuer').fill(oidc.issuer)
  await dialog.getByLabel('Client id').fill(oidc.clientId)
  await dialog.getByLabel('Client secret').fill(oidc.clientSecret)
  expect(await findAccessibilityProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Add provider' }).click()
  await page.getByRole('heading', { name: 'Example ID' }).waitFor()
  const uri = await page.getByText(/\/api\/portal\/external\/idp-[0-9a-f]{16}\/callback$/).textContent()
  oidc.begin(uri ?? '')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await page.getByText('The provider answers').waitFor()
  expect(await page.content()).not.toContain(oidc.clientSecret)
  expect(await findAccessibilityProblems(page)).toEqual([])
})

test('a SAML provider is added by its metadata, changed and removed', async () => {
  await page.getByRole('button', { name: 'Add provider' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add identity provider' })
  await dialog.getByRole('radio', { name: /SAML 2.0/ }).click()
  await dialog.getByLabel('Name', { exact: true }).fill('Example SAML')
  await dialog.getByLabel('Metadata of the provider').fill('<nothing/>')
  await dialog.getByRole('button', { name: 'Add provider' }).click()
  await dialog.getByText('It has no IDPSSODescriptor').waitFor()
  await dialog.getByLabel('Metadata of the provider').fill(saml.metadata)
  await dialog.getByRole('button', { name: 'Add provider' }).click()
  await page.getByText(/CN=Example SAML, until/).waitFor()
  const providers = async () => (await stage.administrator.call('GET', '/identity-providers')).providers
  expect((await providers()).map(({ kind }: { kind: string }) => kind)).toEqual(['oidc', 'saml'])
  await page.getByRole('button', { name: 'Disable' }).last().click()
  await page.getByText('Disabled').waitFor()
  await page.getByRole('button', { name: 'Remove' }).last().click()
  await page.getByRole('dialog', { name: 'Remove Example SAML?' }).getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('heading', { name: 'Example SAML', exact: true }).waitFor({ state: 'detached' })
  expect(await providers()).toHaveLength(1)
})

test('passwords are left to the administrator, and a token for provisioning is made and shown once', async () => {
  await page.getByRole('radio', { name: /The administrator only/ }).click()
  await expect.poll(async () => (await stage.administrator.call('GET', '/identity-providers')).passwordSignIn).toBe('administrator')
  await page.getByRole('button', { name: 'Create token' }).click()
  await page.getByText('it is shown this once').waitFor()
  const token = (await page.getByText(/^afs_[\w-]{43}$/).textContent()) ?? ''
  const authorization = `Bearer ${token}`
  expect((await fetch(`${stage.url}/scim/v2/Users`, { headers: { authorization } })).status).toBe(200)
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.reload()
  await page.getByRole('button', { name: /^Remove token/ }).click()
  expect(await page.content()).not.toContain(token)
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('No token: nobody provisions users.').waitFor()
  expect((await fetch(`${stage.url}/scim/v2/Users`, { headers: { authorization } })).status).toBe(401)
})

test('the page reads as well in the dark and on a phone', async () => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  await page.getByRole('heading', { name: 'Example ID' }).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  expect(await fitsWidth(page)).toBe(true)
})
