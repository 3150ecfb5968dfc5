import { CreateGroupCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore'
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

// Many people, accounts and permission sets at once.

let server: TestServer
let browser: Browser
let page: Page
let groupId: string

beforeAll(async () => {
  server = await startTestServer()
  const settings = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
  const { Organization } = await new OrganizationsClient(settings).send(new DescribeOrganizationCommand({}))
  const center = new SSOAdminClient(settings)
  const { Instances } = await center.send(new ListInstancesCommand({}))
  const { InstanceArn, IdentityStoreId } = Instances?.[0] ?? {}
  const { PermissionSet } = await center.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Unprovisionable' }))
  await center.send(
    new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
      ...{ InstanceArn, PermissionSetArn: PermissionSet?.PermissionSetArn },
      CustomerManagedPolicyReference: { Name: 'absent' },
    }),
  )
  groupId =
    (await new IdentitystoreClient(settings).send(new CreateGroupCommand({ IdentityStoreId, DisplayName: 'Engineers' }))).GroupId ?? ''
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(20_000)
  await page.goto(`${server.url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(administratorPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await page.goto(`${server.url}/console?account_id=${Organization?.MasterAccountId}&role_name=AWSAdministratorAccess`)
  await page.getByRole('heading', { name: 'Account Factory', level: 1 }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const next = () => button('Next').click()
const row = (name: string) => page.getByRole('row').filter({ hasText: name })

async function choose(field: string, names: readonly string[]): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(field) })
    .last()
    .click()
  for (const name of names) await page.getByRole('option', { name: new RegExp(`^${name}\\b`) }).click()
  await page.keyboard.press('Escape')
}

async function problems(): Promise<string[]> {
  const found = await findAccessibilityProblems(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  found.push(...(await findAccessibilityProblems(page)))
  if (!(await fitsWidth(page))) found.push('wider than a phone')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 900 })
  return found
}

test('several groups and people get into several accounts with several permission sets at once', async () => {
  await page.goto(`${server.url}/console/access/permission-sets`)
  await page.getByRole('link', { name: 'Assign access' }).click()
  await next()
  await page.getByText('Choose at least one account.').waitFor()
  expect(await problems()).toEqual([])
  await choose('Accounts', ['Audit', 'Log Archive'])
  await next()
  await choose('Users and groups', ['Engineers', 'admin'])
  await next()
  await choose('Permission sets', ['AWSReadOnlyAccess', 'AWSPowerUserAccess'])
  await next()
  await page.getByRole('heading', { name: '8 assignments' }).waitFor()
  expect(await problems()).toEqual([])
  await button('Make 8 assignments').click()
  await page.getByText('8 assigned').first().waitFor()
  expect(await row('Engineers').filter({ hasText: 'Assigned' }).count()).toBe(4)
  expect(await problems()).toEqual([])
  await button('Assign more').click()
  await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor()
  await page.goto(`${server.url}/console/access/groups/${groupId}`)
  await row('Log Archive').filter({ hasText: 'AWSPowerUserAccess' }).waitFor()
})

test('several assignments are removed at once', async () => {
  await page.getByRole('link', { name: 'Log Archive' }).first().click()
  await page.getByRole('heading', { name: 'Access to Log Archive', level: 1 }).waitFor()
  for (const set of ['AWSReadOnlyAccess', 'AWSPowerUserAccess'])
    await page.getByRole('checkbox', { name: `Choose Engineers with ${set}` }).check()
  expect(await problems()).toEqual([])
  await button('Remove access').click()
  await page.getByRole('dialog').getByText('Remove 2 assignments?').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await row('Engineers').first().waitFor({ state: 'hidden' })
  await page.goto(`${server.url}/console/access/groups/${groupId}`)
  await row('Audit').first().waitFor()
  expect(await row('Log Archive').count()).toBe(0)
})

test('what fails says why and is tried again, and what is chosen already need not be chosen', async () => {
  await page.getByRole('link', { name: 'Assign access' }).first().click()
  await choose('Accounts', ['Audit'])
  await next()
  await page.getByText('Engineers').first().waitFor()
  await next()
  await choose('Permission sets', ['Unprovisionable'])
  await next()
  await button('Assign').click()
  await page.getByText('1 of 1 failed').first().waitFor()
  await row('Unprovisionable').getByText('absent').waitFor()
  expect(await problems()).toEqual([])
  await button('Retry the failed').click()
  await page.getByText('1 of 1 failed').first().waitFor()
})

test('a form that holds something asks before it is left', async () => {
  await page.goto(`${server.url}/console/access/assign`)
  await choose('Accounts', ['Audit'])
  await button('Cancel').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'Permission sets', level: 1 }).waitFor()
})
