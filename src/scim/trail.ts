import type { FastifyRequest } from 'fastify'
import type { OperationContext } from '../access/context.ts'
import type { RecordEvent } from '../access/trail.ts'
import { isFault } from '../fault.ts'

/** How the trail calls what providers do, by method; reads are kept too. */
const verbs: Readonly<Record<string, string>> = { POST: 'Create', PUT: 'Put', PATCH: 'Patch', DELETE: 'Delete', GET: 'Get' }

/** Puts a request of a provider on the trail, as AWS does: without what is said of people. */
export async function recordScim(call: {
  context: OperationContext
  request: FastifyRequest
  record: RecordEvent
  error?: unknown
}): Promise<void> {
  const { context, request, record, error } = call
  const [, resource, one] = /^\/scim\/v2\/(User|Group)s(\/:id)?$/.exec(request.routeOptions.url ?? '') ?? []
  // What the service says of itself is nobody's business on the trail, but whoever has no token is.
  if (!resource && request.scimToken) return
  const { sourceIp, userAgent, accountId } = context.caller
  const isList = request.method === 'GET' && !one
  const name = isList ? `List${resource ?? 'Resource'}s` : `${verbs[request.method] ?? 'Get'}${resource ?? 'Resource'}`
  const { id } = (request.params ?? {}) as { id?: string }
  await record({
    eventSource: 'identitystore-scim.amazonaws.com',
    eventName: name,
    readOnly: request.method === 'GET',
    accountId,
    requestId: context.requestId,
    username: request.scimToken,
    userIdentity: request.scimToken ? { type: 'WebIdentityUser', accountId, userName: request.scimToken } : { type: 'Unknown' },
    sourceIp,
    userAgent,
    ...(error !== undefined && { error: describe(error) }),
    requestParameters: id === undefined ? undefined : { [resource === 'Group' ? 'groupId' : 'userId']: id.slice(0, 100) },
  })
}

function describe(error: unknown): { code: string; message: string } {
  return isFault(error) ? { code: error.code, message: error.message } : { code: 'InternalFailure', message: '' }
}
