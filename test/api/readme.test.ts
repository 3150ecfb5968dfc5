import { execFile } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runShell } from '../harness/aws-cli.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

// The README's commands, word for word; only the block that says where the server is gives way to this test's own.

const root = join(import.meta.dirname, '../..')
const section = readFileSync(join(root, 'README.md'), 'utf8').split('## Vend from a script')[1]?.split('\n## ')[0] ?? ''
const [settings = '', awsCli = '', commandLine = ''] = [...section.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block)
const script = /```js\n([\s\S]*?)```/.exec(section)?.[1] ?? ''

let server: TestServer
let env: Record<string, string>

beforeAll(async () => {
  server = await startTestServer()
  env = {
    AWS_ENDPOINT_URL: server.url,
    AWS_SHARED_CREDENTIALS_FILE: join(server.data, 'credentials'),
    AWS_PROFILE: 'account-factory',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
  }
})
afterAll(() => server.stop())

test('the settings block sets exactly what the test sets', () => {
  expect([...settings.matchAll(/(\w+)=/g)].map(([, name]) => name).sort()).toEqual(Object.keys(env).sort())
})

test('the AWS CLI vends an account as the README says', async () => {
  const output = await runShell(awsCli, { cwd: server.data, env, timeoutMs: 120_000 })
  expect(output).toMatch(/^SUCCEEDED$/m)
  expect(output).toMatch(/AccountId +\| +\d{12} /)
}, 120_000)

test('the SDK vends an account as the README says', async () => {
  writeFileSync(join(server.data, 'vend.mjs'), script)
  symlinkSync(join(root, 'node_modules'), join(server.data, 'node_modules'))
  const { stdout } = await promisify(execFile)(process.execPath, ['vend.mjs'], { cwd: server.data, env, timeout: 60_000 })
  expect(stdout).toMatch(/^SUCCEEDED \[/)
  expect(stdout).toContain("OutputKey: 'AccountId'")
}, 60_000)

test('our own command line vends and lists as the README says', async () => {
  const output = await runShell(commandLine, { cwd: root, env: { ...env, HOME: server.data }, timeoutMs: 120_000 })
  expect(output).toContain('payments-test@example.com')
}, 120_000)
