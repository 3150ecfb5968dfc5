import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

// A newcomer's way: sign in with the printed one-time password, choose another, enter the console, launch, and find the account.

const password = 'My-own-passw0rd'
let server: TestServer
let browser: Browser
let page: Page
const broken: string[] = []

beforeAll(async () => {
  server = await startTestServer({ 'admin-password': undefined })
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => broken.push(error.message))
  page.on(
    'console',
    (message) => message.type() === 'error' && /Content Security Policy/.test(message.text()) && broken.push(message.text()),
  )
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('the one-time password lets in, and only to choose a password of one’s own', async () => {
  await page.goto(`${server.url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('The user name or the password is wrong.').waitFor()
  await page.getByLabel('Password').fill(server.oneTimePassword ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('Repeat the new password').fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
})

test('the portal finds accounts, and the slash key leads to its search', async () => {
  await page.keyboard.press('/')
  await page.keyboard.type('Manag')
  await page.getByRole('button', { name: /^Audit/ }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Management console of Management as AWSAdministratorAccess' }).click()
  await page.getByRole('heading', { name: 'Account Factory', level: 1 }).waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.getByRole('button', { name: /AWSAdministratorAccess\/admin/ }).waitFor()
})

test('the wizard tells of a taken address while one types, and goes no further', async () => {
  await page.getByRole('link', { name: 'Products', exact: true }).click()
  await page.getByRole('link', { name: 'AWS Control Tower Account Factory' }).click()
  await page
    .getByRole('button', { name: 'Launch product' })
    .or(page.getByRole('link', { name: 'Launch product' }))
    .click()
  await page.getByLabel('Account name').fill('web shop')
  await page.getByLabel('Account email').fill('audit@example.com')
  await page.getByText(/belongs to account \d{12} \(Audit\) already/).waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Account email').fill('web-shop@example.com')
  expect(await page.getByRole('treeitem', { name: /Security/ }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Choose an organizational unit.').waitFor()
})

test('a launch runs from the form to a finished account', async () => {
  await page.getByRole('treeitem', { name: /Sandbox/ }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('First name').fill('Account')
  await page.getByLabel('Last name').fill('Administrator')
  await page.getByRole('textbox', { name: 'Email' }).fill('admin@example.com')
  await page.getByRole('button', { name: 'Next' }).click()
  expect(await page.getByLabel('Provisioned product name').inputValue()).toBe('web-shop')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Everything is ready to launch').waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('main').getByRole('button', { name: 'Launch product' }).click()
  await page.getByRole('heading', { name: 'web-shop' }).waitFor()
  await page.getByRole('main').getByText('Succeeded', { exact: true }).first().waitFor()
  await page.getByRole('main').getByText('Available').first().waitFor()
  expect(await page.getByRole('list', { name: 'Steps' }).getByRole('listitem').count()).toBe(7)
  await page.getByRole('button', { name: 'Copy AccountId' }).waitFor()
})

test('the new account is in the portal, with a role to enter and keys that work', async () => {
  await page.goto(`${server.url}/start?q=web`)
  await page.getByRole('link', { name: 'Management console of web shop as AWSAdministratorAccess' }).waitFor()
  await page.getByRole('button', { name: 'Access keys of web shop as AWSAdministratorAccess' }).click()
  const block = page.getByText(/export AWS_ACCESS_KEY_ID/)
  await block.waitFor()
  expect(await block.textContent()).toMatch(/AWS_ACCESS_KEY_ID="ASIA[A-Z2-7]{16}"[\s\S]*AWS_SESSION_TOKEN=[\s\S]*AWS_ENDPOINT_URL="http/)
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Done' }).click()
})

test.each(['light', 'dark'] as const)('every page is accessible in the %s theme', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  const paths = [
    '/start',
    '/console',
    '/console/catalog/products',
    '/console/catalog/provisioned',
    '/console/catalog/queue',
    '/console/organization',
    '/console/organization/accounts',
  ]
  for (const path of paths) {
    await page.goto(server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle').catch(() => undefined)
    expect([path, await findAccessibilityProblems(page)]).toEqual([path, []])
  }
})

test('on a phone no page is wider than the screen', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/start', '/console', '/console/catalog/products', '/console/catalog/provisioned', '/console/organization']) {
    await page.goto(server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect([path, await fitsWidth(page)]).toEqual([path, true])
  }
})

test('signing out closes the console, and no page broke or broke the content security policy', async () => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(`${server.url}/start`)
  await page
    .getByRole('button', { name: 'Account and session' })
    .or(page.getByRole('button', { name: /Administrator/ }))
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goto(`${server.url}/console/catalog/queue`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(broken).toEqual([])
})
