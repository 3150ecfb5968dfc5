import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleStage, openConsole } from './console-stage.ts'

// People, groups, and who can enter what, in the console.

let stage: ConsoleStage
let page: Page
let auditId: string

beforeAll(async () => {
  stage = await openConsole()
  page = stage.page
  const { url: endpoint, credentials } = stage.server
  const organizations = new OrganizationsClient({ region: 'us-east-1', endpoint, credentials })
  const { Accounts } = await organizations.send(new ListAccountsCommand({}))
  auditId = Accounts?.find(({ Name }) => Name === 'Audit')?.Id ?? ''
})
afterAll(() => stage?.close())

const inDialog = () => page.getByRole('dialog')
const submit = (name: string) => inDialog().getByRole('button', { name, exact: true }).click()
const row = (name: string) => page.getByRole('row').filter({ hasText: name })

/** By the wizard, from a page that has chosen the account. */
async function assign(who: string, permissionSet: string): Promise<void> {
  await page.getByRole('link', { name: 'Assign access' }).click()
  await stage.choose('Users and groups', [who])
  await page.getByRole('button', { name: 'Next' }).click()
  await stage.choose('Permission sets', [permissionSet])
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByText('1 assigned').first().waitFor()
}

test('a person is created, and one of the same name is refused where it is typed', async () => {
  await page.goto(`${stage.server.url}/console/access/users`)
  const fill = async (userName: string, email: string) => {
    await inDialog().getByLabel('User name').fill(userName)
    await inDialog().getByLabel('First name').fill('Ada')
    await inDialog().getByLabel('Last name').fill('Lovelace')
    await inDialog().getByLabel('E-mail address').fill(email)
    await submit('Create')
  }
  await page.getByRole('button', { name: 'Create user' }).click()
  await fill('admin', 'ada@example.com')
  await inDialog()
    .getByRole('alert')
    .or(inDialog().getByText(/Duplicate|already|exists/i))
    .first()
    .waitFor()
  await fill('ada', 'ada@example.com')
  await page.getByRole('heading', { name: 'ada', level: 1 }).waitFor()
  await page.getByText('Assign a permission set in an account').waitFor()
})

test('a group is created, gets a member, and is edited', async () => {
  await page.getByRole('link', { name: 'Groups', exact: true }).click()
  await page.getByRole('heading', { name: 'Groups', level: 1 }).waitFor()
  expect(await stage.problems()).toEqual([])
  await page.getByRole('button', { name: 'Create group' }).first().click()
  await inDialog().getByLabel('Group name').fill('Bookkeepers')
  await submit('Create')
  await page.getByRole('heading', { name: 'Bookkeepers', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Add a member' }).click()
  await inDialog().getByLabel('User', { exact: true }).fill('nobody')
  await submit('Add')
  await inDialog().getByText("Nobody has the user name or e-mail address 'nobody'.").waitFor()
  await inDialog().getByLabel('User', { exact: true }).fill('ada@example.com')
  await submit('Add')
  await row('ada').waitFor()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await inDialog().getByLabel('Description').fill('They look, and touch nothing')
  await submit('Save')
  await page.getByText('They look, and touch nothing').waitFor()
  expect(await stage.problems()).toEqual([])
})

test('a group is let into an account, and it is seen from the account, the group and the person', async () => {
  await page.goto(`${stage.server.url}/console/organization/accounts/${auditId}`)
  await page.getByRole('link', { name: 'Access', exact: true }).click()
  await page.getByRole('heading', { name: 'Access to Audit', level: 1 }).waitFor()
  await assign('Bookkeepers', 'AWSReadOnlyAccess')
  await page.getByRole('link', { name: 'Audit', exact: true }).click()
  await row('Bookkeepers').getByText('AWSReadOnlyAccess').waitFor()
  expect(await stage.problems()).toEqual([])
  await page.getByRole('link', { name: 'Bookkeepers' }).click()
  await row('Audit').getByText('AWSReadOnlyAccess').waitFor()
  await page.getByRole('link', { name: 'ada', exact: true }).click()
  await row('Audit').getByText('Bookkeepers').waitFor()
  expect(await stage.problems()).toEqual([])
})

test('access is taken away again, and an empty group is deleted', async () => {
  await page.goto(`${stage.server.url}/console/access/accounts/${auditId}`)
  await page.getByRole('button', { name: 'Remove Bookkeepers with AWSReadOnlyAccess' }).click()
  await submit('Remove')
  await row('Bookkeepers').waitFor({ state: 'hidden' })
  await page.goto(`${stage.server.url}/console/access/groups?q=bookkeepers`)
  await page.getByRole('link', { name: 'Bookkeepers' }).click()
  await page.getByRole('button', { name: 'Remove ada' }).click()
  await submit('Remove')
  await page.getByText('No members').waitFor()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await submit('Delete')
  await page.getByRole('heading', { name: 'Groups', level: 1 }).waitFor()
  await page.getByRole('searchbox').fill('bookkeepers')
  await page.getByText('No group of this name').waitFor()
})

test('a permission set is made, given policies, provisioned again where it is, and not deleted while somebody has it', async () => {
  await page.getByRole('link', { name: 'Permission sets', exact: true }).first().click()
  await page.getByRole('link', { name: 'AWSReadOnlyAccess' }).waitFor()
  await page.getByRole('button', { name: 'Create permission set' }).click()
  await inDialog().getByLabel('Name', { exact: true }).fill('Bookkeeping')
  await submit('Create')
  await page.getByRole('heading', { name: 'Bookkeeping', level: 1 }).waitFor()
  await page.getByText('In no account').waitFor()
  await page.getByText('No inline policy').waitFor()
  await page.goto(`${stage.server.url}/console/access/accounts/${auditId}`)
  await assign('ada', 'Bookkeeping')
  await page.getByRole('link', { name: 'Permission sets', exact: true }).first().click()
  await page.getByRole('link', { name: 'Bookkeeping' }).click()
  await page.getByRole('button', { name: 'Attach a policy' }).click()
  await inDialog().getByLabel('Policy', { exact: true }).fill('arn:aws:iam::aws:policy/ReadOnlyAccess')
  await submit('Attach')
  await row('ReadOnlyAccess').waitFor()
  await row(auditId).getByText('Outdated').waitFor()
  await page.getByLabel('Content of the policy').fill('{"Version": "2012-10-17",}')
  await page.getByText('Line 1, column 25').waitFor()
  const statement = '{"Effect": "Allow", "Action": "organizations:List*", "Resource": "*"}'
  await page.getByLabel('Content of the policy').fill(`{"Version": "2012-10-17", "Statement": ${statement}}`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Set a boundary' }).click()
  await inDialog().getByLabel('Policy', { exact: true }).fill('arn:aws:iam::aws:policy/PowerUserAccess')
  await submit('Set')
  await inDialog().waitFor({ state: 'hidden' })
  await page.getByText('arn:aws:iam::aws:policy/PowerUserAccess').waitFor()
  expect(await stage.problems()).toEqual([])
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await submit('Remove')
  await inDialog().waitFor({ state: 'hidden' })
  await page.getByText('No boundary').waitFor()
  await page.getByRole('button', { name: 'Provision again' }).click()
  await row(auditId).getByText('Up to date').waitFor()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await submit('Delete')
  await inDialog()
    .getByText(/delete its assignments first/)
    .waitFor()
})
