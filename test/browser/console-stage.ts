import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import type { Page } from 'playwright-core'
import { findAccessibilityProblems, fitsWidth, launchBrowser } from '../harness/browser.ts'
import { administratorPassword, startTestServer, type TestServer } from '../harness/server.ts'

/** A server, and `admin` in the console as an administrator of the management account. */
export interface ConsoleStage {
  readonly server: TestServer
  readonly page: Page
  /** What axe finds in the light, in the dark and on a phone, where nothing may stand out of the page. */
  problems(): Promise<string[]>
  /** In one of the wizard's fields that take several. */
  choose(field: string, names: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** `prepare` is done before the console is opened. */
export async function openConsole(prepare: (server: TestServer, page: Page) => Promise<void> = async () => {}): Promise<ConsoleStage> {
  const server = await startTestServer()
  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: desktop })
  page.setDefaultTimeout(20_000)
  await prepare(server, page)
  const organizations = new OrganizationsClient({ region: 'us-east-1', endpoint: server.url, credentials: server.credentials })
  const { Organization } = await organizations.send(new DescribeOrganizationCommand({}))
  await page.goto(`${server.url}/start`)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(administratorPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Access portal' }).waitFor()
  await page.goto(`${server.url}/console?account_id=${Organization?.MasterAccountId}&role_name=AWSAdministratorAccess`)
  await page.getByRole('heading', { name: 'Account Factory', level: 1 }).waitFor()
  return {
    ...{ server, page },
    problems: () => problemsOf(page),
    choose: async (field, names) => {
      const trigger = page.getByRole('button', { name: new RegExp(field) })
      await trigger.last().click()
      for (const name of names) await page.getByRole('option', { name: new RegExp(`^${name}\\b`) }).click()
      await page.keyboard.press('Escape')
    },
    close: async () => {
      await browser.close()
      await server.stop()
    },
  }
}

const desktop = { width: 1280, height: 900 }

async function problemsOf(page: Page): Promise<string[]> {
  const found = await findAccessibilityProblems(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  found.push(...(await findAccessibilityProblems(page)))
  if (!(await fitsWidth(page))) found.push('wider than a phone')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(desktop)
  return found
}
