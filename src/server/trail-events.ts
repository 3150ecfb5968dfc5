import type { OperationContext } from '../access/context.ts'
import type { Principal } from '../access/credentials.ts'
import { identityOf, type RecordEvent, strangerOf, withoutSecrets } from '../access/trail.ts'
import type { Model } from '../wire/model.ts'
import type { AnsweredCall } from '../wire/pipeline.ts'
import { federatedEvent } from './federated-event.ts'
import { isReadOnly } from './read-only.ts'

type Call = AnsweredCall<Principal, OperationContext>

/** The person whose token a call without a signature brought, or was given. */
export type FindHolder = (call: Call) => Promise<{ userId: string; userName: string } | undefined>

/** Makes an event of every call on the wire. */
export function callRecorder(record: RecordEvent, findHolder: FindHolder) {
  return async (call: Call): Promise<void> => {
    const { route, identity, request, fault } = call
    const { metadata } = route.service.model
    const from = { sourceIp: request.remoteAddress, userAgent: request.headers['user-agent'] }
    const readOnly = isReadOnly(metadata.name, route.name)
    const isSigned = identity && identity.principal.type !== 'anonymous'
    const holder = isSigned ? undefined : await findHolder(call)
    await record({
      eventSource: `${eventSources[metadata.name] ?? metadata.name}.amazonaws.com`,
      eventName: route.name.slice(0, 128),
      readOnly,
      ...(identity && { region: identity.region }),
      requestId: call.requestId,
      ...(isSigned
        ? identityOf({ ...identity.principal, ...from })
        : strangerOf({ ...from, authorization: request.headers.authorization })),
      ...(holder && identityOfHolder(holder)),
      ...(metadata.name === 'sts' && !isSigned && federatedEvent({ operation: route.name, input: call.input, output: call.output })),
      ...(fault && { error: { code: fault.code, message: fault.message } }),
      requestParameters: call.input === undefined ? undefined : parametersOf(route.service.model, route.operation?.input, call.input),
      // CloudTrail keeps no answers of calls that change nothing, except who was given which session.
      responseElements:
        readOnly && metadata.name !== 'sts' ? undefined : parametersOf(route.service.model, route.operation?.output, call.output),
      ...(call.resources && { resources: call.resources.filter((resource) => resource !== '*') }),
    })
  }
}

/** As IAM Identity Center tells CloudTrail of people. */
function identityOfHolder({ userId, userName }: { userId: string; userName: string }) {
  return { username: userName, userIdentity: { type: 'IdentityCenterUser', userName, onBehalfOf: { userId } } }
}

/** Names of event sources where they are not the model's. */
const eventSources: Readonly<Record<string, string>> = { 'sso-admin': 'sso', 'sso-oidc': 'sso' }

/** Input or output without what the model marks as sensitive, and without what is named like a secret. */
function parametersOf(model: Model, shape: string | undefined, value: unknown): unknown {
  return value === undefined || shape === undefined ? undefined : withoutSecrets(withoutSensitive(model, shape, value))
}

function withoutSensitive(model: Model, name: string, value: unknown): unknown {
  const shape = model.shapes[name]
  if (!shape || value === undefined || value === null) return value
  if (shape.sensitive) return model.metadata.name === 'organizations' ? '****' : 'HIDDEN_DUE_TO_SECURITY_REASONS'
  if (shape.type === 'structure' && !shape.document) {
    const members = Object.entries(value).map(([key, member]) => {
      const child = shape.members?.[key]
      return [key, child ? withoutSensitive(model, child.shape, member) : member]
    })
    return Object.fromEntries(members)
  }
  const { member, value: mapped } = shape
  if (shape.type === 'list' && member && Array.isArray(value)) return value.map((each) => withoutSensitive(model, member.shape, each))
  if (shape.type === 'map' && mapped)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSensitive(model, mapped.shape, each)]))
  return value
}
