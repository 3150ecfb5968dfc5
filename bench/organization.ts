// The console's pages of an organization with 10,000 accounts in one unit, in a real browser: time to the first rows, the longest task that
// blocks, the elements drawn. Goals: first rows within 1.5 s of a cold load, no task over 200 ms after them, under 4,000 elements however
// far one scrolls. Baseline: the same pages with the landing zone's own three accounts.

import pg from 'pg'
import { type Browser, chromium, type Page } from 'playwright-core'
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.ts'
import { chromiumFlags, findChromium } from '../test/harness/find-chromium.ts'
import { startBenchServer, temporaryData } from './server.ts'

const accounts = 10_000
const password = 'Correct-horse-7'

interface Figures {
  readonly firstRowsMs: number
  readonly longestTaskMs: number
  readonly elements: number
}

async function seed(database: pg.Client): Promise<void> {
  await database.query(
    `insert into organizations.accounts (id, organization_id, parent_id, name, email, state, joined_method, joined_at, created_at)
     select (300000000000 + n)::text, o.id, p.id, 'account ' || lpad(n::text, 5, '0'), 'account-' || n || '@example.com', 'ACTIVE', 'CREATED',
       date_trunc('milliseconds', now()) - interval '1 day' + n * interval '1 millisecond', now() - interval '1 day'
     from generate_series(1, $1::integer) n, organizations.organizations o join organizations.parents p on p.organization_id = o.id
     where p.name = 'Sandbox'`,
    [accounts],
  )
  await database.query('update organizations.organizations set account_count = account_count + $1', [accounts])
  await database.query('vacuum analyze')
}

async function enter(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.addInitScript(`window.tasks = []; new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) =>
    ({ start: task.startTime, ms: task.duration })))).observe({ type: 'longtask', buffered: true })`)
  await page.goto(`${url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  const { accounts: found } = (await (await page.request.get(`${url}/api/portal/accounts?search=Management`)).json()) as {
    accounts: { accountId: string }[]
  }
  await page.goto(`${url}/console?account_id=${found[0]?.accountId}&role_name=AWSAdministratorAccess`)
  await page.getByRole('heading', { name: 'Account Factory', level: 1 }).waitFor()
  return page
}

/** The longest task since `from` (ms of the page's clock), once the page has been quiet. */
async function longestTask(page: Page, from: number): Promise<number> {
  await page.evaluate('new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 }))')
  return page.evaluate(`Math.max(0, ...tasks.filter(({ start }) => start >= ${from}).map(({ ms }) => ms))`)
}

const elements = (page: Page): Promise<number> => page.evaluate('document.querySelectorAll("*").length')

async function open(page: Page, address: string, row: string): Promise<Figures> {
  await page.goto(address)
  await page.getByRole('link', { name: row }).first().waitFor()
  const firstRowsMs = await page.evaluate<number>('performance.now()')
  return { firstRowsMs, longestTaskMs: await longestTask(page, 0), elements: await elements(page) }
}

/** What an action takes until the row is there, and the longest task on the way. */
async function act(page: Page, action: () => Promise<unknown>, row: string): Promise<Figures> {
  const from = await page.evaluate<number>('performance.now()')
  await action()
  await page.getByRole('link', { name: row }).first().waitFor()
  const until = await page.evaluate<number>('performance.now()')
  return { firstRowsMs: until - from, longestTaskMs: await longestTask(page, from), elements: await elements(page) }
}

/** To the last row, a screen at a time, as a wheel does: pages are read as one comes to them. */
async function scrollToEnd(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    while (!document.querySelector('[title="account ${accounts}"]')) {
      scrollBy(0, 900)
      await frame()
      await frame()
    }
  })()`)
}

const say = (what: string, { firstRowsMs, longestTaskMs, elements }: Figures): void =>
  console.log(
    `${what.padEnd(44)} ${firstRowsMs.toFixed(0).padStart(6)} ms   longest task ${longestTaskMs.toFixed(0).padStart(4)} ms   ${elements} elements`,
  )

const postgres = await startEmbeddedPostgres(temporaryData())
const administrator = new pg.Client({ connectionString: postgres.connectionString })
await administrator.connect()
await administrator.query('create database bench')
await administrator.end()
const connection = new URL(postgres.connectionString)
connection.pathname = '/bench'
process.env.DATABASE_URL = connection.href
process.env.ACCOUNT_FACTORY_ADMIN_PASSWORD = password
const server = await startBenchServer(temporaryData(), '--pace', 'instant', '--log-level', 'error')
const database = new pg.Client({ connectionString: connection.href })
await database.connect()
const executablePath = findChromium()
if (!executablePath) throw new Error('no Chromium is found; set CHROME_PATH')
const browser = await chromium.launch({ executablePath, args: chromiumFlags })
const page = await enter(browser, server.url)
const tree = `${server.url}/console/organization`

say('hierarchy, 3 accounts', await open(page, tree, 'Audit'))
say('list, 3 accounts', await open(page, `${tree}/accounts`, 'Audit'))
await seed(database)
say(`list, ${accounts} accounts`, await open(page, `${tree}/accounts`, 'Audit'))
const find = (label: string, text: string) => () => page.getByLabel(label).fill(text)
say('  search of the list', await act(page, find('Find accounts', 'account-777@'), 'account 00777'))
say(`hierarchy, ${accounts} accounts`, await open(page, tree, 'account 00001'))
say('  search of the hierarchy', await act(page, find('Find units and accounts', 'account-777@'), 'account 00777'))
await page.goto(tree)
await page.getByRole('link', { name: 'account 00001' }).waitFor()
say(`  scrolled to the last of ${accounts}`, await act(page, () => scrollToEnd(page), `account ${accounts}`))
const tick = () => page.getByLabel(`Select account ${accounts}`).check()
say('  one ticked there', await act(page, tick, `account ${accounts}`))

await browser.close()
await database.end()
await server.stop()
await postgres.stop()
