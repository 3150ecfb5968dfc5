import { z } from 'zod'
import { decodePageToken, encodePageToken } from '../access/page-token.ts'
import { Fault } from '../fault.ts'
import { parse, type RouteScope } from './route-scope.ts'

const applicationsQuery = z.strictObject({
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

/** The applications beside the accounts: links to what else a person signs in to. */
export function registerApplicationRoutes({ fastify, portal, createContext, cookieOf }: RouteScope): void {
  fastify.get('/api/portal/applications', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    const query = parse(applicationsQuery, request.query)
    const scope = ['portal-applications', userId]
    const invalid = () => new Fault('ValidationException', "'after' is not a token of this list.", { fields: { field: 'after' } })
    const after = decodePageToken(scope, query.after, invalid)
    const applications = await portal.directory.listApplications(context, {
      userId,
      limit: query.limit + 1,
      ...(after && { after: [String(after[0]), String(after[1])] as const }),
    })
    const page = applications.slice(0, query.limit)
    const last = applications.length > query.limit ? page.at(-1) : undefined
    return { applications: page, ...(last && { next: encodePageToken(scope, [last.name, last.applicationArn]) }) }
  })
}
