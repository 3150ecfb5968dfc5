import { z } from 'zod'
import type { OperationContext } from '../access/context.ts'
import { decodePageToken, encodePageToken } from '../access/page-token.ts'
import { Fault } from '../fault.ts'
import { addFavourite, listFavourites, removeFavourite } from './favourites.ts'
import type { Portal } from './portal.ts'
import { parse, type RouteScope, roleInput, text } from './route-scope.ts'

const accountsQuery = z.strictObject({
  search: text(200).optional(),
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

const accountParameters = z.strictObject({ accountId: z.string().regex(/^\d{12}$/, 'a 12-digit account id') })

/** The accounts that a person may enter, and credentials for them. */
export function registerAccountRoutes({ fastify, portal, createContext, cookieOf }: RouteScope): void {
  fastify.get('/api/portal/accounts', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    return listAccounts(portal, context, userId, parse(accountsQuery, request.query))
  })
  fastify.get('/api/portal/favourites', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    const only = await listFavourites(context, userId)
    const accounts = only.length === 0 ? [] : await portal.directory.listAccounts(context, { userId, only, limit: only.length })
    return { accounts: accounts.toSorted((one, other) => only.indexOf(one.accountId) - only.indexOf(other.accountId)) }
  })
  for (const [method, change] of [
    ['PUT', addFavourite],
    ['DELETE', removeFavourite],
  ] as const) {
    fastify.route({
      method,
      url: '/api/portal/favourites/:accountId',
      handler: async (request) => {
        const context = createContext(request)
        const { userId } = await portal.signedIn(context, cookieOf(request))
        await change(context, userId, parse(accountParameters, request.params).accountId)
        return {}
      },
    })
  }
  fastify.get('/api/portal/launch-role', async (request) => {
    const context = createContext(request)
    const role = await portal.directory.findLaunchRole(context, await portal.signedIn(context, cookieOf(request)))
    return { role: role ?? null }
  })
  fastify.post('/api/portal/credentials', async (request) =>
    portal.credentials(createContext(request), cookieOf(request), parse(roleInput, request.body)),
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
