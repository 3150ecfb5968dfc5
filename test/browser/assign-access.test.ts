import { CreateGroupCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore'
import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestServer } from '../harness/server.ts'
import { type ConsoleStage, openConsole } from './console-stage.ts'

// Many people, accounts and permission sets at once.

let stage: ConsoleStage
let page: Page
let groupId: string

beforeAll(async () => {
  stage = await openConsole(prepare)
  page = stage.page
})
afterAll(() => stage?.close())

/** A group, and a permission set that no account can have. */
async function prepare(server: TestServer): Promise<void> {
  const settings = { region: 'us-east-1', endpoint: server.url, credentials: server.credentials }
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
}

const button = (name: string) => page.getByRole('button', { name, exact: true })
const next = () => button('Next').click()
const row = (name: string) => page.getByRole('row').filter({ hasText: name })

test('several groups and people get into several accounts with several permission sets at once', async () => {
  await page.goto(`${stage.server.url}/console/access/permission-sets`)
  await page.getByRole('link', { name: 'Assign access' }).click()
  await next()
  await page.getByText('Choose at least one account.').waitFor()
  expect(await stage.problems()).toEqual([])
  await stage.choose('Accounts', ['Audit', 'Log Archive'])
  await next()
  await stage.choose('Users and groups', ['Engineers', 'admin'])
  await next()
  await stage.choose('Permission sets', ['AWSReadOnlyAccess', 'AWSPowerUserAccess'])
  await next()
  await page.getByRole('heading', { name: '8 assignments' }).waitFor()
  expect(await stage.problems()).toEqual([])
  await button('Make 8 assignments').click()
  await page.getByText('8 assigned').first().waitFor()
  expect(await row('Engineers').filter({ hasText: 'Assigned' }).count()).toBe(4)
  expect(await stage.problems()).toEqual([])
  await button('Assign more').click()
  await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor()
  await page.goto(`${stage.server.url}/console/access/groups/${groupId}`)
  await row('Log Archive').filter({ hasText: 'AWSPowerUserAccess' }).waitFor()
})

test('several assignments are removed at once', async () => {
  await page.getByRole('link', { name: 'Log Archive' }).first().click()
  await page.getByRole('heading', { name: 'Access to Log Archive', level: 1 }).waitFor()
  for (const set of ['AWSReadOnlyAccess', 'AWSPowerUserAccess'])
    await page.getByRole('checkbox', { name: `Choose Engineers with ${set}` }).check()
  expect(await stage.problems()).toEqual([])
  await button('Remove access').click()
  await page.getByRole('dialog').getByText('Remove 2 assignments?').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await row('Engineers').first().waitFor({ state: 'hidden' })
  await page.goto(`${stage.server.url}/console/access/groups/${groupId}`)
  await row('Audit').first().waitFor()
  expect(await row('Log Archive').count()).toBe(0)
})

test('what fails says why and is tried again, and what is chosen already need not be chosen', async () => {
  await page.getByRole('link', { name: 'Assign access' }).first().click()
  await stage.choose('Accounts', ['Audit'])
  await next()
  await page.getByText('Engineers').first().waitFor()
  await next()
  await stage.choose('Permission sets', ['Unprovisionable'])
  await next()
  await button('Assign').click()
  await page.getByText('1 of 1 failed').first().waitFor()
  await row('Unprovisionable').getByText('absent').waitFor()
  expect(await stage.problems()).toEqual([])
  await button('Retry the failed').click()
  await page.getByText('1 of 1 failed').first().waitFor()
})

test('a form that holds something asks before it is left', async () => {
  await page.goto(`${stage.server.url}/console/access/assign`)
  await stage.choose('Accounts', ['Audit'])
  await button('Cancel').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'Permission sets', level: 1 }).waitFor()
})
