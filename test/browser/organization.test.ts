import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

// The organization's accounts and units in the console: found, opened, moved, tagged, created, renamed, deleted and closed.

let server: TestServer
let browser: Browser
let page: Page
let organizations: OrganizationsClient
let rootId: string
const units: Record<string, string> = {}
const broken: string[] = []

beforeAll(async () => {
  server = await startTestServer()
  organizations = new OrganizationsClient({ region: 'us-east-1', endpoint: server.url, credentials: server.credentials })
  rootId = (await organizations.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? ''
  const children = await organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId: rootId }))
  for (const { Name = '', Id = '' } of children.OrganizationalUnits ?? []) units[Name] = Id
  const team = await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: units.Sandbox, Name: 'Team' }))
  units.Team = team.OrganizationalUnit?.Id ?? ''
  for (const name of ['one', 'two', 'three']) {
    await organizations.send(new CreateAccountCommand({ AccountName: `shop ${name}`, Email: `shop-${name}@example.com` }))
  }
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => broken.push(error.message))
  page.on(
    'console',
    (message) => message.type() === 'error' && /Content Security Policy/.test(message.text()) && broken.push(message.text()),
  )
  await page.goto(`${server.url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(administratorPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  const { Organization } = await organizations.send(new DescribeOrganizationCommand({}))
  await page.goto(`${server.url}/console?account_id=${Organization?.MasterAccountId}&role_name=AWSAdministratorAccess`)
  await page.getByRole('heading', { name: 'Account Factory', level: 1 }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const row = (name: string) => page.getByRole('row', { name })
const act = async (action: string): Promise<void> => {
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}
const accountsIn = async (parentId = ''): Promise<string[]> => {
  const { Accounts = [] } = await organizations.send(new ListAccountsForParentCommand({ ParentId: parentId }))
  return Accounts.map(({ Name = '' }) => Name).sort()
}

test('the hierarchy shows units and accounts where they lie, and the keyboard alone goes about in it', async () => {
  await page.goto(`${server.url}/console/organization`)
  await row('shop one').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('(6)')
  await row('Root').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  expect(await row('Sandbox').getAttribute('aria-expanded')).toBe('false')
  expect(await row('Team').count()).toBe(0)
  await page.keyboard.press('ArrowRight')
  await row('Team').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press(' ')
  expect(await page.locator('[role=treegrid] [aria-selected=true]').count()).toBe(1)
  await page.keyboard.press(' ')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'shop two', level: 1 }).waitFor()
})

test('a unit is created, renamed and deleted, each from the tree', async () => {
  await page.goto(`${server.url}/console/organization?unit=${units.Team}`)
  await page.getByLabel('Select Team').check()
  await act('Create new')
  await page.getByLabel('Name', { exact: true }).fill('Inner')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByText('Inner was created in Team.').waitFor()
  await page.getByLabel('Select Inner').check()
  await act('Rename')
  await page.getByLabel('Name', { exact: true }).fill('Core')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await page.getByText('Inner is Core now.').waitFor()
  await page.getByLabel('Select Core').check()
  await act('Delete')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByText('Core was deleted.').waitFor()
  expect(await row('Core').count()).toBe(0)
})

test('a unit that is not empty stays, and the dialog says why', async () => {
  await page.getByLabel('Select Sandbox').check()
  await act('Delete')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByText(/not empty|contains|must be empty|OrganizationalUnitNotEmpty/i)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByLabel('Select Sandbox').uncheck()
})

test('several accounts are moved at once', async () => {
  for (const name of ['one', 'two']) await page.getByLabel(`Select shop ${name}`).check()
  await act('Move')
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: /Destination/ }).click()
  await page.getByPlaceholder('Find by name or id').fill('team')
  await page.getByRole('option', { name: /Sandbox \/ Team/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click()
  await page.getByText('2 accounts moved to Team.').waitFor()
  expect(await accountsIn(units.Team)).toEqual(['shop one', 'shop two'])
})

test('a search of the tree leaves the accounts that match, each below its units', async () => {
  await page.keyboard.press('/')
  await page.keyboard.type('shop-two@')
  await page.getByText('1 account found').waitFor()
  const names = await page.getByRole('treegrid').getByRole('link').allTextContents()
  expect(names).toEqual(['Root', 'Sandbox', 'Team', 'shop two'])
})

test('the list keeps the search, and holds search, state and order in the address', async () => {
  await page.getByRole('button', { name: 'List' }).click()
  await page.getByRole('link', { name: 'shop two' }).waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/console/organization/accounts?q=shop-two%40')
  await page.goto(`${server.url}/console/organization/accounts?q=shop&sort=name`)
  await page.getByRole('link', { name: 'shop two' }).waitFor()
  expect(await page.getByRole('link', { name: /^shop/ }).allTextContents()).toEqual(['shop one', 'shop three', 'shop two'])
  await page.goto(`${server.url}/console/organization/accounts?status=SUSPENDED`)
  await page.getByText('No account matches').first().waitFor()
})

test('tags are added to several accounts and changed for one', async () => {
  await page.goto(`${server.url}/console/organization/accounts?q=shop&sort=name`)
  for (const name of ['one', 'two']) await page.getByRole('checkbox', { name: `Select shop ${name}` }).check()
  await act('Manage tags')
  await page.getByLabel('Key of tag 1').fill('team')
  await page.getByLabel('Value of tag 1').fill('web')
  expect(await findAccessibilityProblems(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Add tags' }).click()
  await page.getByText('2 accounts tagged.').waitFor()
  await page.getByRole('link', { name: 'shop one' }).click()
  await page.getByRole('tab', { name: 'Tags' }).click()
  await page.getByRole('cell', { name: 'web' }).waitFor()
  await page.getByRole('button', { name: 'Edit tags' }).click()
  await page.getByLabel('Value of tag 1').fill('api')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('cell', { name: 'api' }).waitFor()
  const { Tags } = await organizations.send(new ListTagsForResourceCommand({ ResourceId: new URL(page.url()).pathname.split('/').at(-1) }))
  expect(Tags).toEqual([{ Key: 'team', Value: 'api' }])
})

test('an account is closed only after its id was typed, and then shows as suspended', async () => {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await act('Close')
  const button = page.getByRole('dialog').getByRole('button', { name: 'Close account' })
  await page.getByText('shop-one@example.com').last().waitFor()
  expect(await button.isDisabled()).toBe(true)
  await page.getByLabel(`Type ${id} to confirm`).fill(id)
  expect(await findAccessibilityProblems(page)).toEqual([])
  await button.click()
  await page.getByText(`shop one (${id}) is being closed.`).waitFor()
  await page.getByRole('main').getByText('Suspended', { exact: true }).first().waitFor()
})

test('an id that is no account’s says so', async () => {
  for (const id of ['999999999999', 'nobody']) {
    await page.goto(`${server.url}/console/organization/accounts/${id}`)
    await page.getByText('There is no such account in this organization').waitFor()
  }
})

test.each(['light', 'dark'] as const)(
  'the pages of the organization are accessible in the %s theme and fit a phone',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    const paths = ['', '/accounts', `/units/${units.Team}`, `/accounts/${(await firstAccountIn(units.Team)) ?? ''}`]
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
  },
)

const firstAccountIn = async (parentId = ''): Promise<string | undefined> =>
  (await organizations.send(new ListAccountsForParentCommand({ ParentId: parentId }))).Accounts?.[0]?.Id

test('with ten thousand accounts in one unit few rows are drawn, however far one scrolls', async () => {
  await page.setViewportSize({ width: 1280, height: 900 })
  const database = new pg.Client({ connectionString: server.connectionString })
  await database.connect()
  await database.query(
    `insert into organizations.accounts (id, organization_id, parent_id, name, email, state, joined_method, joined_at, created_at)
     select (300000000000 + n)::text, o.id, $1, 'many ' || lpad(n::text, 5, '0'), 'many-' || n || '@example.com', 'ACTIVE', 'CREATED', now(), now()
     from generate_series(1, 10000) n, organizations.organizations o`,
    [units.Team],
  )
  await database.end()
  await page.goto(`${server.url}/console/organization?unit=${units.Team}`)
  await row('many 00001').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('(10,006)')
  await row('Team').focus()
  const comesTo = async (name: string): Promise<number> => {
    await page.keyboard.press('PageDown')
    return row(name).count()
  }
  await expect.poll(() => comesTo('many 00240'), { timeout: 20_000 }).toBe(1)
  expect(await page.getByRole('treegrid').getByRole('row').count()).toBeLessThan(80)
  expect(await row('many 00001').count()).toBe(0)
  expect(await page.evaluate('document.activeElement.getAttribute("aria-setsize")')).toBe('10002')
})

test('no page broke or broke the content security policy', () => {
  expect(broken).toEqual([])
})
