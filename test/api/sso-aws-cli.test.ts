import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { awsCli2Folder, inTerminal } from '../harness/aws-cli.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { type CommandLine, commandLine, createHome, type PersonAtBrowser, signInPerson } from './sso-stage.ts'

// A real AWS CLI 2, with a person who follows the addresses that it prints.

// It starts in half a second, and in many on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const page = readFileSync(join(import.meta.dirname, '../../docs/command-line.md'), 'utf8')
let server: TestServer
let person: PersonAtBrowser
let home: ReturnType<typeof createHome>
let shell: CommandLine
let accountId: string
let startUrl: string

beforeAll(async () => {
  server = await startTestServer()
  person = await signInPerson(server.url)
  const { accounts } = (await (await person.get('/api/portal/accounts?search=Management')).json()) as { accounts: [{ accountId: string }] }
  accountId = accounts[0].accountId
  const identityCenter = new SSOAdminClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials })
  const { Instances } = await identityCenter.send(new ListInstancesCommand({}))
  startUrl = `https://${Instances?.[0]?.IdentityStoreId}.awsapps.com/start`
  home = createHome('')
  const endpoints = {
    AWS_ENDPOINT_URL_SSO: server.url,
    AWS_ENDPOINT_URL_SSO_OIDC: server.url,
    AWS_ENDPOINT_URL_STS: server.url,
  }
  shell = commandLine(home.home, awsCli2Folder(), endpoints)
}, 120_000)
afterAll(async () => {
  home?.remove()
  await server?.stop()
})

/** What docs/command-line.md says to write. */
function writeConfig(): void {
  home.write(`[profile vending]
sso_session = factory
sso_account_id = ${accountId}
sso_role_name = AWSAdministratorAccess
region = us-east-1

[sso-session factory]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`)
}

const identity = 'aws sts get-caller-identity --profile vending --query Arn --output text'

/** Signs in by the authorization code flow. */
async function logIn(): Promise<void> {
  const login = shell.start('aws sso login --profile vending --no-browser')
  const [address] = await login.waitFor(/http:\S+\/authorize\S+/)
  await fetch(await person.authorize(address, true))
  expect([await login.ended, login.output()]).toEqual([0, expect.stringContaining('Successfully logged into Start URL')])
}

test('aws sso login opens an address, the person allows it, and the profile is the person in the role', async () => {
  writeConfig()
  await logIn()
  expect(await shell.run(identity)).toMatch(
    new RegExp(`^arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_AWSAdministratorAccess_[0-9a-f]{16}/admin\n$`),
  )
  expect(await shell.run('aws configure list-profiles')).toBe('vending\n')
})

test('aws sso login that the person denies ends without a token', async () => {
  await shell.run('aws sso logout')
  const login = shell.start('aws sso login --profile vending --no-browser')
  const [address] = await login.waitFor(/http:\S+\/authorize\S+/)
  const redirect = new URL(await person.authorize(address, false))
  expect(redirect.searchParams.get('error')).toBe('access_denied')
  await fetch(redirect)
  expect(await login.ended).not.toBe(0)
  expect(home.tokens()).toEqual([])
})

test('aws sso login --use-device-code shows a code, waits for the person, and signs in', async () => {
  const login = shell.start('aws sso login --profile vending --use-device-code --no-browser')
  const [userCode] = await login.waitFor(/^[A-Z]{4}-[A-Z]{4}$/m)
  expect(login.output()).toContain(`${server.url}/start/device?user_code=${userCode}`)
  expect(await person.decideDevice(userCode, true)).toBe(200)
  expect([await login.ended, login.output()]).toEqual([0, expect.stringContaining('Successfully logged into Start URL')])
  expect(await shell.run(identity)).toContain('/admin')
})

test('aws sso login --use-device-code that the person denies says so', async () => {
  await shell.run('aws sso logout')
  const login = shell.start('aws sso login --profile vending --use-device-code --no-browser')
  const [userCode] = await login.waitFor(/^[A-Z]{4}-[A-Z]{4}$/m)
  await person.decideDevice(userCode, false)
  expect(await login.ended).not.toBe(0)
  expect(login.output()).toMatch(/AccessDeniedException.*The person denied the request/s)
})

test('a token that is about to expire is refreshed without the person, and the file gets the new pair', async () => {
  await logIn()
  const [before] = home.tokens()
  const soon = new Date(Date.now() + 5 * 60_000).toISOString().replace(/\.\d+/, '')
  writeFileSync(before?.file ?? '', JSON.stringify({ ...before?.content, expiresAt: soon }))
  await shell.run(`rm -rf ~/.aws/cli/cache; ${identity}`)
  const [after] = home.tokens()
  expect(after?.content.accessToken).not.toBe(before?.content.accessToken)
  expect(after?.content.refreshToken).not.toBe(before?.content.refreshToken)
  expect(Date.parse(after?.content.expiresAt ?? '')).toBeGreaterThan(Date.parse(soon))
})

test('aws sso logout ends the token here, not only in the file', async () => {
  await logIn()
  const [token] = home.tokens()
  await shell.run('aws sso logout')
  expect(home.tokens()).toEqual([])
  const answer = await fetch(`${server.url}/assignment/accounts`, {
    headers: { 'x-amz-sso_bearer_token': token?.content.accessToken ?? '' },
  })
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([401, 'UnauthorizedException'])
  await expect(shell.run(identity)).rejects.toThrow(/Token for factory does not exist/)
})

test('a profile of the old form, without an sso-session, signs in by a code and gets no refresh token', async () => {
  home.write(`[profile old]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_account_id = ${accountId}
sso_role_name = AWSAdministratorAccess
region = us-east-1
`)
  const login = shell.start('aws sso login --profile old --no-browser')
  const [userCode] = await login.waitFor(/^[A-Z]{4}-[A-Z]{4}$/m)
  await person.decideDevice(userCode, true)
  expect(await login.ended).toBe(0)
  expect(home.tokens().map(({ content }) => content.refreshToken)).toEqual([undefined])
  expect(await shell.run('aws sts get-caller-identity --profile old')).toContain('AWSReservedSSO_AWSAdministratorAccess_')
  await shell.run('aws sso logout')
})

test('docs/command-line.md works word for word', async () => {
  const config = await (await person.get('/api/portal/aws-config')).text()
  const [, documented = ''] = /```ini\n(.*?)```/s.exec(page) ?? []
  // But for what every installation has of its own.
  const alike = (text: string): string =>
    text
      .replaceAll(/d-[0-9a-f]{10}/g, 'd-0')
      .replaceAll(/\d{12}/g, '0')
      .replaceAll(server.url, 'http://127.0.0.1:4500')
  for (const section of documented.split('\n\n')) expect(alike(config)).toContain(alike(section))
  const [, commands = ''] = /```bash\n(.*?)```/s.exec(page) ?? []
  expect(commands).toContain('aws sso login\n')
  home.write(config)
  const work = commandLine(home.home, awsCli2Folder(), {}).start(commands.replace('sso login', 'sso login --no-browser'))
  const [address] = await work.waitFor(/http:\S+\/authorize\S+/)
  await fetch(await person.authorize(address, true))
  expect([await work.ended, work.output()]).toEqual([0, expect.stringMatching(/assumed-role\/AWSReservedSSO_.*"Log Archive"/s)])
  expect(home.tokens()).toEqual([])
})

test('aws configure sso asks for a start URL, signs in, lists accounts and roles, and writes a profile that works', async () => {
  home.write('')
  const setup = shell.start(inTerminal('aws configure sso --no-browser --profile chosen'))
  const answers: [RegExp, string][] = [
    [/SSO session name/, 'mine'],
    [/SSO start URL/, startUrl],
    [/SSO region/, 'us-east-1'],
    [/SSO registration scopes/, ''],
  ]
  for (const [question, answer] of answers) {
    await setup.waitFor(question)
    setup.type(`${answer}\r`)
  }
  const [address] = await setup.waitFor(/http:\S+\/authorize\S+/)
  await fetch(await person.authorize(address, true))
  for (const [question, answer] of [
    [/> Audit, audit@example.com/, ''],
    [/Using the role name "AWSAdministratorAccess".*Default client Region/s, 'us-east-1'],
    [/CLI default output format/, 'text'],
  ] as const) {
    await setup.waitFor(question)
    setup.type(`${answer}\r`)
  }
  expect([await setup.ended, setup.output()]).toEqual([0, expect.stringContaining('aws sts get-caller-identity --profile chosen')])
  expect(await shell.run('aws sts get-caller-identity --profile chosen')).toContain('assumed-role/AWSReservedSSO_AWSAdministratorAccess_')
})
