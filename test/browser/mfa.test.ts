import { createServer } from 'node:net'
import { sql } from 'kysely'
import { generateSync } from 'otplib'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationContext } from '../../src/access/context.ts'
import { createPool } from '../../src/database/pool.ts'
import { listMfaDevices, removeMfaDevice } from '../../src/portal/mfa-devices.ts'
import { defaultSettings, writeSettings } from '../../src/portal/settings.ts'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { createTestContext } from '../harness/database.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

// A person secures their sign-in with an app and a passkey, and from then on is asked for one of them.

let server: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
let authenticator: { session: CDPSession; id: string }
let secret = ''
let userId = ''
const broken: string[] = []

beforeAll(async () => {
  // Browsers make passkeys for localhost, never for an IP address.
  const port = await freePort()
  server = await startTestServer({ port, 'public-url': `http://localhost:${port}` })
  browser = await launchBrowser()
  await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** A browser without cookies, on a machine with a fingerprint reader. */
async function openBrowser(): Promise<void> {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => broken.push(error.message))
  page.on(
    'console',
    (message) => message.type() === 'error' && /Content Security Policy/.test(message.text()) && broken.push(message.text()),
  )
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  })
  authenticator = { session, id: authenticatorId }
}

async function inDatabase(act: (context: OperationContext) => Promise<unknown>): Promise<void> {
  const { db, close } = createPool(server.connectionString, { maxConnections: 1 })
  await act(createTestContext(db))
  await close()
}

async function signIn(): Promise<void> {
  await page.goto(`${server.url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(administratorPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function signOut(): Promise<void> {
  await page.goto(`${server.url}/start`)
  await page
    .getByRole('button', { name: /Administrator/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
}

/** A code that was not given yet: each works once, and the one of the next half minute is taken too. */
let lastStep = 0
async function nextCode(): Promise<string> {
  const now = Math.floor(Date.now() / 30_000)
  lastStep = Math.max(now - 1, lastStep + 1)
  if (lastStep > now + 1) throw new Error('the test gives codes faster than they come')
  return generateSync({ secret, epoch: lastStep * 30 })
}

/** In both themes, and on a phone without a sideways scroll. */
async function expectGood(): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect([colorScheme, await findAccessibilityProblems(page)]).toEqual([colorScheme, []])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await fitsWidth(page)).toBe(true)
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('an authenticator app is added by its key and a code of it', async () => {
  await signIn()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  userId = ((await (await page.request.get(`${server.url}/api/portal/me`)).json()) as { userId: string }).userId
  await page.getByRole('button', { name: /Administrator/ }).click()
  await page.getByRole('menuitem', { name: 'Security' }).click()
  await page.getByText('No devices yet').waitFor()
  await expectGood()
  await page.getByRole('button', { name: 'Add a device' }).click()
  await page.getByRole('radio', { name: /Authenticator app/ }).check()
  await expectGood()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  secret = ((await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? '').replaceAll(' ', '')
  await expectGood()
  await page.getByLabel('Code that the app shows').fill('000000')
  await page.getByLabel('Name of the device').fill('My phone')
  await page.getByRole('button', { name: 'Register' }).click()
  await page.getByText('The code does not fit').waitFor()
  await page.getByLabel('Code that the app shows').fill(await nextCode())
  await page.getByRole('button', { name: 'Register' }).click()
  await page.getByText('My phone').waitFor()
})

test('a passkey is added by the browser’s own dialog', async () => {
  await page.getByRole('button', { name: 'Add a device' }).click()
  await page.getByLabel('Name of the device').fill('Laptop')
  await page.getByRole('button', { name: 'Create passkey' }).click()
  await page.getByText('Laptop').waitFor()
  const { credentials } = await authenticator.session.send('WebAuthn.getCredentials', { authenticatorId: authenticator.id })
  expect(credentials.map(({ rpId }) => rpId)).toEqual(['localhost'])
  await expectGood()
})

test('the next sign-in asks for one of them, and takes the passkey', async () => {
  await signOut()
  await signIn()
  await page.getByRole('heading', { name: 'Verify that it is you' }).waitFor()
  await expectGood()
  await page.goto(`${server.url}/console`)
  await page.getByRole('heading', { name: 'Verify that it is you' }).waitFor()
  await page.getByRole('button', { name: 'Use passkey' }).click()
  await page.getByRole('heading', { name: /Access portal|Choose a role/ }).waitFor()
})

test('a passkey alone signs in, without name and password', async () => {
  await signOut()
  await expectGood()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await page.goto(`${server.url}/start/security`)
  await page.getByText('Passkey', { exact: true }).waitFor()
})

test('a code is the other way, wrong ones are told, and a trusted browser is asked no more', async () => {
  await signOut()
  await signIn()
  await page.getByRole('button', { name: 'Use an authenticator app instead' }).click()
  const field = page.getByLabel('Code', { exact: true })
  expect([await field.getAttribute('autocomplete'), await field.getAttribute('inputmode')]).toEqual(['one-time-code', 'numeric'])
  await field.fill('12 34-56')
  expect(await field.inputValue()).toBe('123456')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('The code is wrong or was used already.').waitFor()
  await expectGood()
  await field.fill(await nextCode())
  await page.getByLabel('Trust this device for 30 days').check()
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await signOut()
  await signIn()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await page.goto(`${server.url}/start/security`)
  await page.getByText('This device', { exact: true }).waitFor()
  await expectGood()
  await page.getByRole('button', { name: /^Forget Chrome on Linux/ }).click()
  await page.getByRole('heading', { name: 'Trusted devices' }).waitFor({ state: 'detached' })
  await signOut()
  await signIn()
  await page.getByRole('heading', { name: 'Verify that it is you' }).waitFor()
})

test('devices are renamed and removed', async () => {
  await page.getByRole('button', { name: 'Use passkey' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await page.goto(`${server.url}/start/security`)
  await page.getByRole('button', { name: 'Rename My phone' }).click()
  await page.getByRole('dialog').getByLabel('Name of the device').fill('Old phone')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Remove Laptop' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('button', { name: 'Remove Laptop' }).waitFor({ state: 'detached' })
  await page.getByText('Old phone').waitFor()
})

test('an unlocked screen is not enough to add or remove a device', async () => {
  await inDatabase(({ db }) => sql`update portal.sessions set proved_at = proved_at - interval '10 minutes'`.execute(db))
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Add a device' }).click()
  await dialog.getByText('prove once more that it is you').waitFor()
  await expectGood()
  await dialog.getByLabel('Password').fill('Wrong-horse-7')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await dialog.getByText('The password is wrong.').waitFor()
  await dialog.getByRole('button', { name: 'Use a code' }).click()
  await dialog.getByLabel('Code', { exact: true }).fill(await nextCode())
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await dialog.getByRole('radio', { name: /Passkey/ }).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})

test('a sign-in with five wrong codes is over', async () => {
  await signOut()
  await signIn()
  for (let time = 0; time < 5; time++) {
    await page.getByLabel('Code', { exact: true }).fill('000000')
    await page.getByRole('button', { name: 'Verify' }).click()
    await page.getByText(time < 4 ? 'The code is wrong or was used already.' : 'That was wrong too often.').waitFor()
  }
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('where a device is demanded, the sign-in goes by way of registering one', async () => {
  await inDatabase(async (context) => {
    await writeSettings(context, { ...defaultSettings, mfa: 'always', mfaWithoutDevice: 'enrol' })
    for (const { id } of await listMfaDevices(context, userId)) await removeMfaDevice(context, userId, id)
  })
  await signIn()
  await page.getByRole('heading', { name: 'Register a device' }).waitFor()
  await expectGood()
  await page.getByLabel('Name of the device').fill('Laptop')
  await page.getByRole('button', { name: 'Create passkey' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await signOut()
  await signIn()
  await page.getByRole('heading', { name: 'Verify that it is you' }).waitFor()
  expect(await page.getByLabel('Trust this device for 30 days').count()).toBe(0)
})

test('an administrator sees a user’s devices and removes a lost one', async () => {
  await page.getByRole('button', { name: 'Use passkey' }).click()
  await page.getByLabel('Find accounts').fill('Management')
  await page.getByRole('link', { name: 'Management console of Management as AWSAdministratorAccess' }).click()
  await page.getByRole('heading', { name: 'Account Factory', level: 1 }).waitFor()
  await page.goto(`${server.url}/console/access/users/${userId}`)
  await page.getByRole('button', { name: 'Remove Laptop' }).waitFor()
  await expectGood()
  await page.getByRole('button', { name: 'Remove Laptop' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByText('admin has registered no device').waitFor()
})

test('no page broke or broke the content security policy', () => {
  expect(broken).toEqual([])
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
