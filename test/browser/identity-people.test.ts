import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleStage, openConsole } from './console-stage.ts'

// One person in the console: names, address, groups, and the end.

let stage: ConsoleStage
let page: Page

beforeAll(async () => {
  stage = await openConsole()
  page = stage.page
})
afterAll(() => stage?.close())

const inDialog = () => page.getByRole('dialog')
const submit = (name: string) => inDialog().getByRole('button', { name, exact: true }).click()
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const closed = () => inDialog().waitFor({ state: 'hidden' })

async function createUser(values: Record<string, string>): Promise<void> {
  await page.goto(`${stage.server.url}/console/access/users`)
  await press('Create user')
  for (const [label, value] of Object.entries(values)) await inDialog().getByLabel(label).fill(value)
  await submit('Create')
  await page.getByRole('heading', { name: values['User name'] ?? '', level: 1, exact: true }).waitFor()
}

test('a person is created with a display name, and offered a one-time password on the page that follows', async () => {
  const grace = { 'User name': 'grace', 'First name': 'Grace', 'Last name': 'Hopper', 'Display name': 'Amazing Grace' }
  await createUser({ ...grace, 'E-mail address': 'grace@example.com' })
  await page.getByText('Amazing Grace').waitFor()
  await page.getByRole('button', { name: /one-time password/i }).waitFor()
  expect(await stage.problems()).toEqual([])
})

test('names and address of a person are changed, and an address of somebody else is refused in the dialog', async () => {
  await createUser({ 'User name': 'ada', 'First name': 'Ada', 'Last name': 'Byron', 'E-mail address': 'ada@example.com' })
  await page.getByText('Ada Byron').waitFor()
  await press('Edit')
  await inDialog().getByLabel('Last name').fill('Lovelace')
  await inDialog().getByLabel('Display name').fill('')
  await inDialog().getByLabel('E-mail address').fill('grace@example.com')
  expect(await stage.problems()).toEqual([])
  await submit('Save')
  await inDialog()
    .getByText(/Emails/)
    .waitFor()
  await inDialog().getByLabel('E-mail address').fill('lovelace@example.com')
  await submit('Save')
  await closed()
  await page.getByText('Ada Lovelace').waitFor()
  await page.getByText('lovelace@example.com').first().waitFor()
  await press('Edit')
  expect(await inDialog().getByLabel('Last name').inputValue()).toBe('Lovelace')
  await submit('Cancel')
})

test('a person is added to a group on their page, what it gives is shown, and they are removed from it', async () => {
  const groups = page.getByRole('table', { name: 'Groups' })
  await page.getByText('In no group').waitFor()
  await press('Add to a group')
  await inDialog().getByLabel('Group', { exact: true }).fill('nothing')
  await submit('Add')
  await inDialog().getByText("There is no group 'nothing'.").waitFor()
  await inDialog().getByLabel('Group', { exact: true }).fill('awsaccountfactory')
  await submit('Add')
  await closed()
  await groups.getByRole('link', { name: 'AWSAccountFactory' }).waitFor()
  await page.getByRole('table', { name: 'Accounts' }).getByText('AWSAccountFactory').first().waitFor()
  expect(await stage.problems()).toEqual([])
  await press('Remove from AWSAccountFactory')
  await submit('Remove')
  await closed()
  await page.getByText('In no group').waitFor()
  await page.getByText('No accounts', { exact: true }).waitFor()
})

test('people and groups are found by a part of what they are called', async () => {
  const adaPage = page.url()
  await page.goto(`${stage.server.url}/console/access/users`)
  await page.getByRole('searchbox', { name: 'Find a user' }).fill('LOVEL')
  await page.getByRole('link', { name: 'ada', exact: true }).waitFor()
  await page.getByRole('link', { name: 'admin', exact: true }).waitFor({ state: 'hidden' })
  await page.goto(`${stage.server.url}/console/access/groups`)
  await page.getByRole('searchbox', { name: 'Find a group' }).fill('catalogadm')
  await page.getByRole('link', { name: 'AWSServiceCatalogAdmins' }).waitFor()
  await page.getByRole('link', { name: 'AWSAccountFactory' }).waitFor({ state: 'hidden' })
  await page.goto(adaPage)
})

test('a person is deleted and found no longer, and nobody deletes themselves', async () => {
  await press('Delete')
  await inDialog()
    .getByText(/cannot come back/)
    .waitFor()
  expect(await stage.problems()).toEqual([])
  await submit('Delete')
  await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'grace' }).waitFor()
  expect(await page.getByRole('link', { name: 'ada', exact: true }).count()).toBe(0)
  await page.getByRole('link', { name: 'admin', exact: true }).click()
  await page.getByRole('heading', { name: 'admin', level: 1 }).waitFor()
  const isDisabled = (name: string) => page.getByRole('button', { name, exact: true }).getAttribute('aria-disabled')
  expect([await isDisabled('Delete'), await isDisabled('Disable')]).toEqual(['true', 'true'])
})
