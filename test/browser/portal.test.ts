import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

// What a person does at the portal every day.

let server: TestServer
let browser: Browser
let page: Page

beforeAll(async () => {
  server = await startTestServer()
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(20_000)
  await page.goto(`${server.url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password', { exact: true }).fill(administratorPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('a starred account stands on top, also after a reload', async () => {
  await page.getByRole('button', { name: 'Add Management to favourites' }).click()
  const favourites = page.getByRole('region', { name: 'Favourites' })
  await favourites.getByRole('button', { name: /^Management/ }).waitFor()
  await page.reload()
  await favourites.getByRole('button', { name: /^Management/ }).click()
  await favourites.getByRole('link', { name: 'Management console of Management as AWSAdministratorAccess' }).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await favourites.getByRole('button', { name: 'Remove Management from favourites' }).click()
  await favourites.waitFor({ state: 'detached' })
})

test('accounts are found by their OU, and the keyboard goes through them', async () => {
  await page.goto(`${server.url}/start?q=security`)
  const accounts = page.getByRole('list', { name: 'Accounts' })
  await accounts.getByRole('button', { name: /^Log Archive/ }).waitFor()
  await accounts.getByRole('button', { name: /^Management/ }).waitFor({ state: 'detached' })
  await accounts.getByRole('button', { name: /^Audit/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Roles in Log Archive' }).waitFor()
  await page.getByText('OU Security').waitFor()
})

test('secrets are hidden until they are asked for', async () => {
  await page.getByRole('button', { name: /^Access keys of Log Archive/ }).click()
  const code = page.getByText(/export AWS_SECRET_ACCESS_KEY/)
  expect(await code.textContent()).toMatch(/AWS_SECRET_ACCESS_KEY="•+"/)
  await page.getByLabel('Show secrets').check()
  expect(await code.textContent()).not.toContain('•')
  await page.getByRole('tab', { name: 'aws sso login' }).click()
  await page.getByText(/sso_start_url = https:\/\/d-[0-9a-f]+\.awsapps\.com\/start/).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Done' }).click()
})

test('a shortcut link leads into the console in its role', async () => {
  const { accounts } = await (await page.request.get(`${server.url}/api/portal/accounts?search=Audit`)).json()
  await page.goto(`${server.url}/start/#/console?account_id=${accounts[0].accountId}&role_name=${accounts[0].roles[0].name}`)
  await page.getByRole('button', { name: new RegExp(`${accounts[0].roles[0].name}/admin`) }).waitFor()
})

test('applications have their own place, which says what would appear', async () => {
  await page.goto(`${server.url}/start`)
  await page.getByRole('button', { name: 'Applications', exact: true }).click()
  await page.getByText('No applications', { exact: true }).waitFor()
  expect(new URL(page.url()).searchParams.get('tab')).toBe('applications')
  expect(await findAccessibilityProblems(page)).toEqual([])
})

test('the classic layout is what the old procedures describe, and is remembered', async () => {
  await page.goto(`${server.url}/start`)
  await page.getByRole('button', { name: 'Classic layout' }).click()
  await page.reload()
  await page.getByRole('heading', { name: 'Your applications' }).waitFor()
  await page.getByRole('button', { name: /^AWS Account/ }).click()
  await page.getByRole('button', { name: /^Management/ }).click()
  await page.getByRole('link', { name: 'Management console of Management as AWSAdministratorAccess' }).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Leave the classic layout' }).click()
  await page.getByRole('list', { name: 'Accounts' }).waitFor()
})

test('requesting an account is one click away for who may launch', async () => {
  await page.getByRole('link', { name: 'Request an account' }).click()
  await page.waitForURL(/\/catalog\/products\/prod-[a-z0-9]+\/launch/)
  await page.getByLabel('Account name').waitFor()
})

test('the portal reads as well in the dark and on a phone', async () => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${server.url}/start?q=Management`)
  await page.getByRole('list', { name: 'Roles in Management' }).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  expect(await fitsWidth(page)).toBe(true)
})
