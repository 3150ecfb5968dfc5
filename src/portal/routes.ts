import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { OperationContext } from '../access/context.ts'
import { decodePageToken, encodePageToken } from '../access/page-token.ts'
import { Fault } from '../fault.ts'
import type { Portal, SignedIn } from './portal.ts'
import { sessionSeconds } from './sessions.ts'

export const sessionCookie = 'account-factory-session'

export interface PortalRoutesOptions {
  readonly portal: Portal
  readonly createContext: (request: FastifyRequest) => OperationContext
  /** Throws unless a page of our own origin sent the request. */
  readonly checkOrigin: (request: FastifyRequest) => void
  readonly sendError: (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply
  readonly startUrl: string
  /** The pages are served over https: the cookie travels nowhere else. */
  readonly secure: boolean
}

/** What a database can hold: no NUL. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !value.includes('\0'), 'has a NUL character')
const name = text(128).min(1)
const password = z.string().min(1).max(256)
const role = z.strictObject({ accountId: z.string().regex(/^\d{12}$/, 'a 12-digit account id'), roleName: text(64).min(1) })
const accountsQuery = z.strictObject({
  search: text(200).optional(),
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

/** A fastify plugin with everything under /api/portal. */
export async function registerPortalRoutes(fastify: FastifyInstance, options: PortalRoutesOptions): Promise<void> {
  const { portal, createContext, startUrl } = options
  await fastify.register(fastifyCookie)
  fastify.setErrorHandler((error, request, reply) => options.sendError(error, request, reply))
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-amzn-requestid', request.id)
    if (request.method !== 'GET') options.checkOrigin(request)
  })
  const cookieOf = (request: FastifyRequest): string | undefined => request.cookies[sessionCookie]
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secure } as const
  const begin = (reply: FastifyReply, { cookie, next }: SignedIn) => {
    reply.setCookie(sessionCookie, cookie, { ...attributes, maxAge: sessionSeconds })
    return { next }
  }

  fastify.post('/api/portal/sign-in', async (request, reply) => {
    const input = parse(z.strictObject({ userName: name, password }), request.body)
    const context = createContext(request)
    const signedIn = await portal.signIn(context, input)
    await portal.signOut(context, cookieOf(request))
    return begin(reply, signedIn)
  })
  fastify.post('/api/portal/new-password', async (request, reply) => {
    const input = parse(z.strictObject({ password }), request.body)
    return begin(reply, await portal.changePassword(createContext(request), cookieOf(request), input.password))
  })
  fastify.post('/api/portal/sign-out', async (request, reply) => {
    await portal.signOut(createContext(request), cookieOf(request))
    reply.clearCookie(sessionCookie, attributes)
    return {}
  })
  fastify.get('/api/portal/me', async (request) => {
    const { userId, userName, displayName, email } = await portal.signedIn(createContext(request), cookieOf(request))
    return { userId, userName, displayName, email, startUrl }
  })
  fastify.get('/api/portal/accounts', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    return listAccounts(portal, context, userId, parse(accountsQuery, request.query))
  })
  fastify.post('/api/portal/credentials', async (request) =>
    portal.credentials(createContext(request), cookieOf(request), parse(role, request.body)),
  )
}

async function listAccounts(portal: Portal, context: OperationContext, userId: string, query: z.infer<typeof accountsQuery>) {
  const { search, limit } = query
  const scope = ['portal-accounts', userId, search]
  const invalid = () => new Fault('ValidationException', "'after' is not a token of this list.", { fields: { field: 'after' } })
  const after = decodePageToken(scope, query.after, invalid)
  const accounts = await portal.directory.listAccounts(context, {
    userId,
    limit: limit + 1,
    ...(search !== undefined && { search }),
    ...(after && { after: [String(after[0]), String(after[1])] as const }),
  })
  const page = accounts.slice(0, limit)
  const last = accounts.length > limit ? page.at(-1) : undefined
  return { accounts: page, ...(last && { next: encodePageToken(scope, [last.name, last.accountId]) }) }
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input ?? {})
  if (result.success) return result.data
  const [issue] = result.error.issues
  const field = issue?.path.join('.')
  throw new Fault('ValidationException', `${field ? `'${field}': ` : ''}${issue?.message ?? 'The input is not valid.'}`, {
    fields: { field },
  })
}
