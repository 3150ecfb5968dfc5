import Fastify, { type FastifyInstance } from 'fastify'
import { type KyselyPlugin, sql } from 'kysely'
import type { TrailEvent } from '../../src/access/trail.ts'
import { toErrorResponse } from '../../src/api/error-response.ts'
import type { SystemClock } from '../../src/clock.ts'
import type { Mail, SendMail } from '../../src/portal/mail.ts'
import { setPassword } from '../../src/portal/passwords.ts'
import { createPortal } from '../../src/portal/portal.ts'
import type { Person, PortalAccount, PortalDirectory } from '../../src/portal/portal-directory.ts'
import { registerPortalRoutes, sessionCookieName } from '../../src/portal/routes.ts'
import { toWireRequest } from '../../src/server/requests.ts'
import { checkSameOrigin } from '../../src/wire/session-origin.ts'
import { createTestContext, createTestDatabase } from '../harness/database.ts'

export const sessionCookie = sessionCookieName(true)
export const password = 'Correct-horse-7'
export const sameOrigin = { 'sec-fetch-site': 'same-origin' }

const accounts: PortalAccount[] = ['one', 'two', 'three', 'four', 'five'].map((name, index) => ({
  accountId: `11112222333${index}`,
  name,
  email: `${name}@example.com`,
  organizationalUnit: 'Sandbox',
  tags: [],
  roles: [{ name: 'Reader', description: '' }],
}))

/** Stands in for IAM Identity Center at the seam that the server hands in. */
function createDirectory(people: Record<string, Person>): PortalDirectory {
  return {
    findUserByName: async (_, name) => people[name.toLowerCase()],
    findUser: async (_, userId) => Object.values(people).find((person) => person.userId === userId),
    listAccounts: async (_, { search = '', only, after, limit }) =>
      accounts
        .toSorted((one, other) => (one.name < other.name ? -1 : 1))
        .filter(({ accountId }) => !only || only.includes(accountId))
        .filter(({ name }) => name.includes(search) && (!after || name > after[0]))
        .slice(0, limit),
    listApplications: async () => [],
    findLaunchRole: async () => undefined,
    findRoleSession: async (_, { userName }, { accountId, roleName }) => {
      if (accountId !== '111122223330' || roleName !== 'Reader') return undefined
      const principalArn = `arn:aws:iam::${accountId}:role/Reader`
      const arn = `arn:aws:sts::${accountId}:assumed-role/Reader/${userName}`
      return { principal: { type: 'assumed-role', accountId, arn, principalArn, userId: `AROA:${userName}` }, sessionSeconds: 3600 }
    },
  }
}

interface StageOptions {
  readonly startUrl?: string
  readonly plugin?: KyselyPlugin
  /** In place of one that keeps the mails; null: there is no mail server. */
  readonly sendMail?: SendMail | null
}

export type PortalStage = Awaited<ReturnType<typeof createPortalStage>>

/** The portal's routes over a database of their own: ada may enter, grace is disabled; both have the password above. */
export async function createPortalStage({ startUrl, plugin, sendMail }: StageOptions = {}) {
  const database = await createTestDatabase()
  const { settings, ...rest } = createTestContext(plugin ? database.db.withPlugin(plugin) : database.db)
  const context = { ...rest, settings: { ...settings, ...(startUrl !== undefined && { startUrl }) } }
  const clock: SystemClock = context.clock
  const ada: Person = { userId: 'u-ada', userName: 'ada', displayName: 'Ada', email: 'ada@example.com', enabled: true }
  const people: Record<string, Person> = {
    ada,
    grace: { userId: 'u-grace', userName: 'grace', displayName: 'Grace', email: undefined, enabled: false },
  }
  for (const person of Object.values(people)) await setPassword(context, person, password)
  const secretKey = Buffer.alloc(32, 7)
  const events: TrailEvent[] = []
  const server: FastifyInstance = Fastify()
  const routes: string[] = []
  const mails: Mail[] = []
  /** Whose tokens of command lines had to end too. */
  const endedFor: string[] = []
  const portal = createPortal({
    directory: createDirectory(people),
    secretKey,
    sendMail: sendMail === null ? undefined : (sendMail ?? (async (mail) => void mails.push(mail))),
    onSessionsEnded: async (_, userId) => void endedFor.push(userId),
  })
  server.addHook('onRoute', ({ method, url }) => void routes.push(`${method} ${url.replace('/api/portal', '')}`))
  await server.register((scope) =>
    registerPortalRoutes(scope, {
      portal,
      record: async (event) => void events.push(event),
      createContext: (request) => ({
        ...context,
        caller: { ...context.caller, sourceIp: request.headers['x-test-address']?.toString() ?? '192.0.2.1' },
      }),
      checkOrigin: (request) => checkSameOrigin(toWireRequest(request)),
      sendError: (error, request, reply) => {
        const { status, body } = toErrorResponse(error, request.id)
        return reply.code(status).send(body)
      },
      startUrl: 'http://portal.test/start',
      secure: true,
    }),
  )
  const get = (path: string, cookie = '') => server.inject({ method: 'GET', url: `/api/portal${path}`, headers: { cookie } })
  const post = (path: string, payload: object | string, headers: Record<string, string> = sameOrigin) =>
    server.inject({ method: 'POST', url: `/api/portal${path}`, payload, headers })
  const send = (
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    cookie: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) =>
    server.inject({
      method,
      url: `/api/portal${path}`,
      headers: { ...sameOrigin, cookie, ...headers },
      ...(payload && { payload }),
    })
  const signIn = (userName: string, secret: string, headers: Record<string, string> = {}) =>
    post('/sign-in', { userName, password: secret }, { ...sameOrigin, ...headers })
  /** Signs in and gives the cookie as a browser would send it. */
  const enter = async (userName = 'ada', secret = password): Promise<string> => {
    const response = await signIn(userName, secret)
    if (response.statusCode !== 200) throw new Error(`the sign-in was answered ${response.statusCode}: ${response.body}`)
    return `${sessionCookie}=${response.cookies[0]?.value}`
  }
  const changePassword = (cookie: string, input: { currentPassword: string; password: string }) =>
    post('/change-password', input, { ...sameOrigin, cookie })
  const close = async (): Promise<void> => {
    await server.close()
    await database.drop()
  }
  return {
    secretKey,
    events,
    routes,
    portal,
    sql: (statement: string) => sql.raw<Record<string, string>>(statement).execute(database.db),
    mails,
    endedFor,
    context,
    clock,
    people,
    ada,
    get,
    post,
    send,
    signIn,
    enter,
    changePassword,
    me: (cookie: string) => get('/me', cookie),
    close,
  }
}
