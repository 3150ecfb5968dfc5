import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Conversation, runShell, startShell } from '../harness/aws-cli.ts'
import { administratorPassword } from '../harness/server.ts'

/** Somebody at a browser, by plain HTTP: signed in at the portal, following links and pressing buttons. */
export async function signInPerson(url: string, userName = 'admin', password = administratorPassword) {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const answer = await fetch(`${url}/api/portal/sign-in`, { method: 'POST', headers, body: JSON.stringify({ userName, password }) })
  if (!answer.ok) throw new Error(`the sign-in was answered ${answer.status}: ${await answer.text()}`)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const get = (path: string) => fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' })
  const post = (path: string, body: object) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) })

  /** Opens an authorization address and answers on the page it leads to; the address that the browser goes to then. */
  const authorize = async (address: string, allow: boolean): Promise<string> => {
    const opened = await fetch(address, { headers: { cookie }, redirect: 'manual' })
    const page = new URL(opened.headers.get('location') ?? '', url)
    if (page.pathname !== '/start/authorize') return page.href
    const answer = await post('/api/portal/authorizations', { request: Object.fromEntries(page.searchParams), allow })
    const { redirect, error } = (await answer.json()) as { redirect?: string; error?: { code: string; message: string } }
    if (!redirect) throw new Error(`${error?.code}: ${error?.message}`)
    return redirect
  }
  /** The status of the answer. */
  const decideDevice = async (userCode: string, allow: boolean): Promise<number> =>
    (await post('/api/portal/device-authorizations', { userCode, allow })).status
  return { cookie, get, post, authorize, decideDevice }
}

export type PersonAtBrowser = Awaited<ReturnType<typeof signInPerson>>

/** A home folder with an AWS config file, for command lines and SDKs. */
export function createHome(config: string) {
  const home = mkdtempSync(join(tmpdir(), 'account-factory-home-'))
  mkdirSync(join(home, '.aws'))
  const cache = join(home, '.aws/sso/cache')
  /** The cached files that hold an access token. */
  const tokens = () =>
    (existsSync(cache) ? readdirSync(cache) : [])
      .map((name) => ({ file: join(cache, name), content: JSON.parse(readFileSync(join(cache, name), 'utf8')) as CachedToken }))
      .filter(({ content }) => content.accessToken)
  const write = (config: string): void => writeFileSync(join(home, '.aws/config'), config)
  write(config)
  return { home, tokens, write, remove: () => rmSync(home, { recursive: true, force: true }) }
}

export interface CachedToken {
  accessToken?: string
  refreshToken?: string
  expiresAt: string
  startUrl?: string
}

export interface CommandLine {
  run(script: string): Promise<string>
  start(script: string): Conversation
}

/** A shell in the home, with this AWS CLI and the endpoints of this server. */
export function commandLine(home: string, awsCli: string, env: Record<string, string>): CommandLine {
  return {
    run: (script) => runShell(script, { cwd: home, env, awsCli }),
    start: (script) => startShell(script, { cwd: home, env, awsCli }),
  }
}
