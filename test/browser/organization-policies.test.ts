import { CreateAccountCommand, ListPoliciesForTargetCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityProblems, fitsWidth } from '../harness/browser.ts'
import type { TestServer } from '../harness/server.ts'
import { type ConsoleStage, openConsole } from './console-stage.ts'

// Policies, trusted services, delegated administrators and invitations in the console.

let stage: ConsoleStage
let server: TestServer
let page: Page
let organizations: OrganizationsClient
const broken: string[] = []

beforeAll(async () => {
  stage = await openConsole(async ({ url: endpoint, credentials }, opened) => {
    organizations = new OrganizationsClient({ region: 'us-east-1', endpoint, credentials })
    await organizations.send(new CreateAccountCommand({ AccountName: 'shop', Email: 'shop@example.com' }))
    opened.on('pageerror', (error) => broken.push(error.message))
    opened.on(
      'console',
      (message) => message.type() === 'error' && /Content Security Policy/.test(message.text()) && broken.push(message.text()),
    )
  })
  ;({ server, page } = stage)
})
afterAll(() => stage?.close())

const editor = () => page.getByLabel('Content of the policy')
/** The table behind a dialog may be new before the dialog is gone. */
const closed = () => page.getByRole('dialog').waitFor({ state: 'hidden' })
const dialogButton = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })

test('the editor tells while one types in which line and column a policy is no JSON', async () => {
  await page.goto(`${server.url}/console/organization/policies/SERVICE_CONTROL_POLICY/new`)
  await editor().fill('{\n  "Version": "2012-10-17",\n}')
  await page.getByText('Line 2, column 26: No member follows this comma.').waitFor()
  expect(await editor().getAttribute('aria-invalid')).toBe('true')
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Go there' }).click()
  expect(await page.evaluate('document.activeElement.selectionStart')).toBe(27)
})

test('a policy that was begun is not left without being asked', async () => {
  await page.getByRole('link', { name: 'AWS accounts' }).click()
  await page.getByText('Nothing was saved.').waitFor()
  await dialogButton('Stay').click()
  await page.getByText('Nothing was saved.').waitFor({ state: 'hidden' })
  expect(await editor().inputValue()).toContain('2012-10-17')
})

test('what the server says of the content stands at the line that it is about', async () => {
  await page.getByLabel('Name', { exact: true }).fill('No leaving')
  const statement = '    {\n      "Effect": "Perhaps",\n      "Action": "organizations:LeaveOrganization",\n      "Resource": "*"\n    }'
  await editor().fill(`{\n  "Version": "2012-10-17",\n  "Statement": [\n${statement}\n  ]\n}`)
  await page.getByText('Valid JSON').waitFor()
  await page.getByRole('main').getByRole('button', { name: 'Create policy' }).click()
  await page.getByText(/Line 5, column 7: The provided policy document does not meet the requirements/).waitFor()
  await editor().fill((await editor().inputValue()).replace('Perhaps', 'Deny'))
  await page.getByRole('main').getByRole('button', { name: 'Create policy' }).click()
  await page.getByRole('heading', { name: 'No leaving', level: 1 }).waitFor()
})

test('a policy is attached to a unit and to an account, shown there, and detached', async () => {
  await page.getByRole('button', { name: 'Attach', exact: true }).click()
  await page.getByRole('button', { name: /Root or organizational unit/ }).click()
  await page.getByRole('option', { name: /Sandbox/ }).click()
  await dialogButton('Attach').click()
  await closed()
  await page.getByRole('row', { name: /Sandbox.*Organizational unit/ }).waitFor()
  await page.getByRole('button', { name: 'Attach', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Account', exact: true }).click()
  await page.getByRole('button', { name: /Choose an account/ }).click()
  await page.getByPlaceholder('Find by name, id or e-mail').fill('shop@')
  await page.getByRole('option', { name: /shop/ }).click()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await dialogButton('Attach').click()
  await closed()
  await page.getByRole('link', { name: 'shop', exact: true }).click()
  await page.getByRole('heading', { name: 'shop', level: 1 }).waitFor()
  await page.getByRole('row', { name: 'No leaving Directly' }).waitFor()
  const accountId = new URL(page.url()).pathname.split('/').at(-1)
  const attached = async () =>
    (await organizations.send(new ListPoliciesForTargetCommand({ TargetId: accountId, Filter: 'SERVICE_CONTROL_POLICY' }))).Policies ?? []
  expect((await attached()).map(({ Name }) => Name).sort()).toEqual(['FullAWSAccess', 'No leaving'])
  await page.getByRole('link', { name: 'No leaving' }).click()
  await page.getByRole('checkbox', { name: 'Select shop' }).check()
  await page.getByRole('button', { name: 'Detach', exact: true }).click()
  await dialogButton('Detach').click()
  await page.getByRole('row', { name: /shop/ }).waitFor({ state: 'detached' })
  expect((await attached()).map(({ Name }) => Name)).toEqual(['FullAWSAccess'])
})

test('a policy is changed, and deleted only when nothing holds it', async () => {
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill('Nobody leaves')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByRole('heading', { name: 'Nobody leaves', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialogButton('Delete').click()
  await page
    .getByRole('dialog')
    .getByText(/attached/)
    .nth(1)
    .waitFor()
  await dialogButton('Cancel').click()
  await page.getByRole('checkbox', { name: 'Select Sandbox' }).check()
  await page.getByRole('button', { name: 'Detach', exact: true }).click()
  await dialogButton('Detach').click()
  await page.getByText('Attached to nothing').first().waitFor()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialogButton('Delete').click()
  await page.getByRole('heading', { name: /Service control policies/, level: 1 }).waitFor()
  await page.getByRole('link', { name: 'FullAWSAccess' }).waitFor()
  expect(await page.getByRole('link', { name: 'Nobody leaves' }).count()).toBe(0)
})

test('a type of policy is enabled, and the effective policy of an account then shows what is merged', async () => {
  await page.goto(`${server.url}/console/organization/policies`)
  await page.getByRole('button', { name: 'Enable Tag policies' }).click()
  await dialogButton('Enable').click()
  await page.getByRole('button', { name: 'Disable Tag policies' }).waitFor()
  await page.goto(`${server.url}/console/organization/policies/TAG_POLICY/new`)
  await page.getByLabel('Name', { exact: true }).fill('Cost centers')
  await page.getByRole('main').getByRole('button', { name: 'Create policy' }).click()
  await page.getByRole('heading', { name: 'Cost centers', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Attach', exact: true }).click()
  await page.getByRole('button', { name: /Root or organizational unit/ }).click()
  await page.getByRole('option', { name: /^Root/ }).click()
  await dialogButton('Attach').click()
  await page.getByRole('row', { name: /Root/ }).last().waitFor()
  await page.goto(`${server.url}/console/organization/accounts?q=shop`)
  await page.getByRole('link', { name: 'shop', exact: true }).click()
  await page.goto(`${page.url()}?status=TAG_POLICY`)
  await page.getByRole('row', { name: 'Cost centers Inherited from Root' }).waitFor()
  expect(await page.getByLabel('Effective policy').textContent()).toContain('"tag_value"')
})

test('every type’s policy to begin with is one that the server takes', async () => {
  for (const type of [
    'RESOURCE_CONTROL_POLICY',
    'BACKUP_POLICY',
    'AISERVICES_OPT_OUT_POLICY',
    'CHATBOT_POLICY',
    'DECLARATIVE_POLICY_EC2',
  ]) {
    await page.goto(`${server.url}/console/organization/policies/${type}/new`)
    await page.getByLabel('Name', { exact: true }).fill(`First ${type}`)
    await page.getByRole('main').getByRole('button', { name: 'Create policy' }).click()
    await page.getByRole('heading', { name: `First ${type}`, level: 1 }).waitFor()
  }
})

test('a service is trusted, delegated to an account, and both taken back', async () => {
  const service = 'guardduty.amazonaws.com'
  await page.goto(`${server.url}/console/organization/services`)
  await page.getByRole('button', { name: 'Enable a service' }).click()
  await page.getByLabel('Service principal').fill(service)
  await dialogButton('Enable').click()
  await page.getByRole('button', { name: `Disable ${service}` }).waitFor()
  await page.getByRole('button', { name: 'Register an administrator' }).click()
  await page.getByLabel('Service principal').fill(service)
  await page.getByRole('button', { name: /Choose an account/ }).click()
  await page.getByRole('option', { name: /shop/ }).click()
  await dialogButton('Register').click()
  await page.getByRole('button', { name: `Deregister shop for ${service}` }).click()
  await dialogButton('Deregister').click()
  await page.getByText('No delegated administrators').first().waitFor()
  await page.getByRole('button', { name: `Disable ${service}` }).click()
  await dialogButton('Disable').click()
  await page.getByRole('button', { name: `Disable ${service}` }).waitFor({ state: 'detached' })
})

test('an invitation is sent and cancelled', async () => {
  const database = new pg.Client({ connectionString: server.connectionString })
  await database.connect()
  await database.query(`insert into organizations.accounts (id, name, email, state, created_at)
    values ('999988887777', 'Stranger', 'stranger@example.org', 'ACTIVE', now())`)
  await database.end()
  await page.goto(`${server.url}/console/organization/invitations`)
  await page.getByRole('button', { name: 'Invite an account' }).click()
  await page.getByLabel('Account id or e-mail address').fill('stranger@example.org')
  await dialogButton('Send the invitation').click()
  await page.getByRole('button', { name: 'Cancel the invitation of stranger@example.org' }).click()
  await dialogButton('Cancel the invitation').click()
  await page.getByText('Cancelled').first().waitFor()
})

test.each(['light', 'dark'] as const)('the pages are accessible in the %s theme and fit a phone', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  const managed = '/policies/SERVICE_CONTROL_POLICY'
  const paths = ['/policies', managed, `${managed}/new`, `${managed}/p-FullAWSAccess`, '/services', '/invitations']
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const path of paths) {
      await page.goto(`${server.url}/console/organization${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      expect([path, width, await findAccessibilityProblems(page)]).toEqual([path, width, []])
      expect([path, width, await fitsWidth(page)]).toEqual([path, width, true])
    }
  }
})

test('no page broke or broke the content security policy', () => {
  expect(broken).toEqual([])
})
