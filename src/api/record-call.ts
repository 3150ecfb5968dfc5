import type { FastifyRequest } from 'fastify'
import type { OperationContext } from '../access/context.ts'
import { identityOf, strangerOf, type TrailEvent, withoutSecrets } from '../access/trail.ts'
import { isFault } from '../fault.ts'
import type { ApiDependencies } from './dependencies.ts'
import type { Endpoint } from './endpoint.ts'

export interface RecordedCall {
  readonly endpoint: Endpoint
  readonly request: FastifyRequest
  readonly resources: readonly string[]
  readonly body: unknown
  readonly error?: unknown
}

/** A call of this API as an event of `account-factory.amazonaws.com`, named after its action. */
export async function recordCall(api: ApiDependencies, context: OperationContext, call: RecordedCall): Promise<void> {
  const { endpoint, request, resources, body, error } = call
  await api.record({
    ...identityOf(context.caller),
    ...nameOf(endpoint),
    region: context.region,
    requestId: context.requestId,
    ...(error !== undefined && { error: describe(error) }),
    requestParameters: withoutSecrets({ ...(request.params as object), ...(request.query as object), ...(body as object | undefined) }),
    resources: resources.filter((resource) => resource !== '*'),
  })
}

/** The same of a call whose signature or session did not hold. */
export async function recordStranger(api: ApiDependencies, endpoint: Endpoint, request: FastifyRequest, error: unknown): Promise<void> {
  const { 'user-agent': userAgent, authorization } = request.headers
  await api.record({
    ...strangerOf({ sourceIp: request.ip, userAgent, authorization }),
    ...nameOf(endpoint),
    requestId: request.id,
    error: describe(error),
  })
}

/** Named after the action; `GET /session`, which needs none, is GetSession. */
function nameOf({ method, path, action, readOnly }: Endpoint): Pick<TrailEvent, 'eventSource' | 'eventName' | 'readOnly'> {
  const words = [method.toLowerCase(), ...path.split('/').filter((part) => part && !part.startsWith(':'))]
  const eventName = action?.split(':')[1] ?? words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return { eventSource: 'account-factory.amazonaws.com', eventName, readOnly: method === 'GET' || readOnly === true }
}

function describe(error: unknown): { code: string; message: string } {
  return isFault(error) ? { code: error.code, message: error.message } : { code: 'InternalFailure', message: '' }
}
