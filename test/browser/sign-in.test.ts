import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { type MailServer, startMailServer } from '../harness/mail-server.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let mailServer: MailServer
let server: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
/** Of `admin`, as it is at the moment. */
let password = ''

beforeAll(async () => {
  mailServer = await startMailServer()
  server = await startTestServer({
    'admin-password': undefined,
    'smtp-url': `smtp://127.0.0.1:${mailServer.port}`,
    'mail-from': 'Account Factory <accounts@example.com>',
  })
  browser = await launchBrowser()
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await mailServer?.close()
})

async function signIn(on: Page, secret: string, userName = 'admin'): Promise<void> {
  await on.getByLabel('User name').fill(userName)
  await on.getByLabel('Password', { exact: true }).fill(secret)
  await on.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function choose(on: Page, secret: string, button: string): Promise<void> {
  await on.getByLabel('New password', { exact: true }).fill(secret)
  await on.getByLabel('Repeat the new password').fill(secret)
  await on.getByRole('button', { name: button }).click()
}

/** What axe finds in the light, in the dark and on a phone, where nothing may stand out of the page. */
async function problems(on: Page): Promise<string[]> {
  const found = await findAccessibilityProblems(on)
  await on.emulateMedia({ colorScheme: 'dark' })
  await on.setViewportSize({ width: 390, height: 844 })
  found.push(...(await findAccessibilityProblems(on)))
  if (!(await fitsWidth(on))) found.push('wider than a phone')
  await on.emulateMedia({ colorScheme: 'light' })
  await on.setViewportSize({ width: 1280, height: 900 })
  return found
}

const linkIn = (content: string): string => /http:\S+\/start\/reset-password#token=[\w-]{43}/.exec(content)?.[0] ?? ''

test('the first sign-in with a one-time password ends with one of one’s own', async () => {
  await page.goto(`${server.url}/start`)
  await signIn(page, server.oneTimePassword ?? '')
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
  expect(await problems(page)).toEqual([])
  await choose(page, 'Password-2026', 'Set password')
  await page.getByText('This password is among the first that everybody tries.').waitFor()
  password = 'Correct-horse-7'
  await choose(page, password, 'Set password')
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  expect((await mailServer.next()).content).toContain('Your password was changed')
})

test('a person changes their password, and is told what is wrong where it is', async () => {
  await page.goto(`${server.url}/start`)
  await page.getByRole('button', { name: 'Administrator' }).click()
  await page.getByRole('menuitem', { name: 'Security' }).click()
  await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByLabel('Present password').fill('Wrong-horse-7')
  await choose(page, 'Another-horse-8', 'Save password')
  await page.getByText('The present password is wrong.').waitFor()
  expect(await problems(page)).toEqual([])
  await page.getByLabel('Present password').fill(password)
  await page.getByRole('button', { name: 'Save password' }).click()
  await page.getByText('Your password is changed.').waitFor()
  password = 'Another-horse-8'
  await mailServer.next()
})

test('a person signs out another browser, and then everywhere', async () => {
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(`${server.url}/start`)
  await signIn(elsewhere, password)
  await elsewhere.getByRole('heading', { name: 'Access portal' }).waitFor()
  await page.goto(`${server.url}/start/security`)
  const rows = page.getByRole('table', { name: 'Sessions' }).getByRole('row')
  const other = rows.filter({ hasText: 'Chrome on Linux' }).filter({ hasNotText: 'This session' })
  await rows.filter({ hasText: 'This session' }).waitFor()
  await other.getByRole('button', { name: /Sign out Chrome on Linux/ }).click()
  await other.waitFor({ state: 'detached' })
  await elsewhere.getByRole('button', { name: 'Administrator' }).click()
  await elsewhere.getByRole('menuitem', { name: 'Security' }).click()
  await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor()
  await elsewhere.context().close()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('whoever forgot their password gets a link by mail, whose secret does not stay in the address', async () => {
  await page.goto(`${server.url}/start`)
  await page.getByRole('link', { name: /Forgot your password/ }).click()
  await page.getByRole('heading', { name: 'Forgotten password' }).waitFor()
  expect(await problems(page)).toEqual([])
  await page.getByLabel('User name').fill('admin')
  await page.getByRole('button', { name: 'Send a link' }).click()
  await page.getByText('Look into your mailbox').waitFor()
  expect(await problems(page)).toEqual([])
  const mail = await mailServer.next()
  expect(mail.to).toEqual(['admin@example.com'])
  const link = linkIn(mail.content)
  await page.goto(link)
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
  await page.getByText('For admin.').waitFor()
  expect(page.url()).toBe(`${server.url}/start/reset-password`)
  expect(await problems(page)).toEqual([])
  password = 'Third-horse-9'
  await choose(page, password, 'Set password')
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(page, password)
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await mailServer.next()
  const again = await (await browser.newContext()).newPage()
  await again.goto(link)
  await again.getByText('This link does not work').waitFor()
  expect(await problems(again)).toEqual([])
  await again.context().close()
})

test('an administrator finds a user, and makes a link, which is shown once', async () => {
  await enterConsole()
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor()
  await page.getByRole('searchbox', { name: 'Find a user' }).fill('nobody@example.com')
  await page.getByText('Nobody of this name or address').waitFor()
  await page.getByRole('searchbox', { name: 'Find a user' }).fill('admin@example.com')
  await page.getByRole('link', { name: 'admin', exact: true }).waitFor()
  expect(await problems(page)).toEqual([])
  await page.getByRole('link', { name: 'admin', exact: true }).click()
  await page.getByRole('heading', { name: 'admin', level: 1 }).waitFor()
  expect(await page.getByRole('button', { name: 'Disable' }).getAttribute('aria-disabled')).toBe('true')
  await page.getByText('admin has registered no device').waitFor()
  await page.getByRole('button', { name: 'Link for a new password' }).click()
  await page.getByText('The link was sent to admin@example.com').waitFor()
  const shown = await page.getByText('/start/reset-password#token=').textContent()
  expect(linkIn((await mailServer.next()).content)).toBe(shown?.trim())
  await page.getByRole('button', { name: 'One-time password' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  expect(await problems(page)).toEqual([])
})

test('settings are saved, and a test mail arrives', async () => {
  await page.goto(`${server.url}/console/access/settings`)
  await page.getByRole('heading', { name: 'Sign-in settings', level: 1 }).waitFor()
  await page.getByRole('button', { name: /Length of a session/ }).click()
  await page.getByRole('option', { name: '2 hours', exact: true }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  await page.getByText('The mail server took the mail to admin@example.com').waitFor()
  expect((await mailServer.next()).to).toEqual(['admin@example.com'])
  expect(await problems(page)).toEqual([])
  await page.reload()
  await page
    .getByRole('button', { name: /Length of a session/ })
    .filter({ hasText: '2 hours' })
    .waitFor()
})

test('after too many tries the page counts down, and then lets one try again', async () => {
  const other = await (await browser.newContext()).newPage()
  await other.goto(`${server.url}/start`)
  const button = other.getByRole('button', { name: 'Sign in', exact: true })
  for (let time = 0; time < 5; time++) {
    await signIn(other, `Wrong-horse-${time}`, 'nobody')
    await other.getByText('The user name or the password is wrong.').waitFor()
    await expect.poll(() => other.getByLabel('Password', { exact: true }).inputValue()).toBe('')
  }
  await signIn(other, 'Wrong-horse-5', 'nobody')
  await other.getByText('You can try again in').waitFor()
  expect(await button.isDisabled()).toBe(true)
  expect(await problems(other)).toEqual([])
  await other.getByText('You can try again in').waitFor({ state: 'detached' })
  await signIn(other, password)
  await other.getByRole('heading', { name: 'Access portal' }).waitFor()
  await other.context().close()
})

async function enterConsole(): Promise<void> {
  const { accounts } = await (await page.request.get(`${server.url}/api/portal/accounts?search=Management`)).json()
  await page.goto(`${server.url}/console?account_id=${accounts[0].accountId}&role_name=AWSAdministratorAccess`)
}
