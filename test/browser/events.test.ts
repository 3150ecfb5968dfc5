import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let browser: Browser
let page: Page

beforeAll(async () => {
  server = await startTestServer()
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('an administrator finds in the event history who signed in, and reads the record', async () => {
  await page.goto(`${server.url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(administratorPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  const { accounts } = await (await page.request.get(`${server.url}/api/portal/accounts?search=Management`)).json()
  await page.goto(`${server.url}/console?account_id=${accounts[0].accountId}&role_name=AWSAdministratorAccess`)
  await page.getByRole('link', { name: 'Event history', exact: true }).click()
  await page.getByRole('heading', { name: 'Event history', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'UserAuthentication' }).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('link', { name: 'UserAuthentication' }).click()
  await page.getByText('"eventName": "UserAuthentication"').waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
})

test('events are found by an attribute, which stands in the address', async () => {
  await page.goto(`${server.url}/console/access/events?by=EventName&q=NothingOfThisName`)
  await page.getByText('No event matches').waitFor()
  await page.getByRole('searchbox', { name: 'Event name' }).fill('CredentialVerification')
  await page.getByRole('link', { name: 'CredentialVerification' }).waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('CredentialVerification')
})

test('the history reads as well in the dark and on a phone', async () => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${server.url}/console/access/events`)
  await page.getByRole('link', { name: 'UserAuthentication' }).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  expect(await fitsWidth(page)).toBe(true)
})
