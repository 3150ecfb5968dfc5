import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OperationContext } from '../access/context.ts'
import { type RecordEvent, type TrailEvent, withoutSecrets } from '../access/trail.ts'
import { isFault } from '../fault.ts'
import type { Person, PortalDirectory } from './portal-directory.ts'
import type { Outcome } from './route-scope.ts'
import { findSession } from './sessions.ts'
import { type CredentialType, portalEvents } from './trail-names.ts'

export interface TrailHookOptions {
  readonly directory: PortalDirectory
  readonly record: RecordEvent
  readonly createContext: (request: FastifyRequest) => OperationContext
  readonly cookieOf: (request: FastifyRequest) => string | undefined
}

interface Known {
  person?: Person | undefined
  error?: unknown
  done?: boolean
}

const known = new WeakMap<FastifyRequest, Known>()
const knownOf = (request: FastifyRequest): Known => {
  const before = known.get(request)
  if (before) return before
  const made: Known = {}
  known.set(request, made)
  return made
}

/** Puts what people do at the portal on the trail, in the form in which IAM Identity Center tells CloudTrail of sign-ins. */
export function createTrailHook({ directory, record, createContext, cookieOf }: TrailHookOptions) {
  return {
    /** Before the route: a step of the sign-in ends the session that says whose it is. */
    remember: async (request: FastifyRequest): Promise<void> => {
      if (!portalEvents[nameOf(request)]) return
      const context = createContext(request)
      const session = await findSession(context, cookieOf(request))
      knownOf(request).person = session && (await directory.findUser(context, session.userId))
    },
    /** In place of what was known: who came by an external provider, or by a link, is not whose session the browser had. */
    note: (request: FastifyRequest, outcome: Outcome): void => void known.set(request, { person: undefined, ...outcome }),
    noteError: (request: FastifyRequest, error: unknown): void => {
      knownOf(request).error = error
    },
    /** Before the answer leaves. */
    record: async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> => {
      const named = portalEvents[nameOf(request)]
      if (!named) return
      const credential = typeof named.credential === 'function' ? named.credential(request.body) : named.credential
      const event = { ...named, credential }
      const context = createContext(request)
      const { error, done, person = await personNamed(directory, context, request) } = knownOf(request)
      const facts = { context, request, person, error }
      await record(describe(facts, { ...event, eventName: event.name }))
      const isDone = done ?? (reply.statusCode < 300 && credential !== undefined && /"next":"done"/.test(String(payload)))
      if (isDone && event.name !== 'UserAuthentication')
        await record(describe(facts, { ...event, source: 'signin', eventName: 'UserAuthentication' }))
    },
  }
}

function nameOf(request: FastifyRequest): string {
  return `${request.method} ${(request.routeOptions.url ?? '').replace(/^\/api\/portal/, '')}`
}

/** Who is meant by a user name that was typed, if there is such a person: what was typed otherwise may be a password. */
function personNamed(directory: PortalDirectory, context: OperationContext, { body }: FastifyRequest): Promise<Person | undefined> {
  const name = (body as { userName?: unknown } | undefined)?.userName
  const isName = typeof name === 'string' && name.length <= 128 && !name.includes('\0')
  return isName ? directory.findUserByName(context, name) : Promise.resolve(undefined)
}

interface Facts {
  readonly context: OperationContext
  readonly request: FastifyRequest
  readonly person: Person | undefined
  readonly error: unknown
}

function describe(
  { context, request, person, error }: Facts,
  event: { source: 'signin' | 'sso'; eventName: string; credential: CredentialType | undefined; readOnly?: boolean },
): TrailEvent {
  const { accountId, sourceIp, userAgent } = context.caller
  const details = event.source === 'signin' && { serviceEventDetails: { [event.eventName]: error === undefined ? 'Success' : 'Failure' } }
  return {
    eventSource: `${event.source}.amazonaws.com`,
    eventName: event.eventName,
    eventType: 'AwsServiceEvent',
    readOnly: event.readOnly ?? false,
    accountId,
    region: context.settings.homeRegion,
    requestId: context.requestId,
    username: person?.userName,
    userIdentity: {
      type: person ? 'IdentityCenterUser' : 'Unknown',
      accountId,
      ...(person ? { userName: person.userName, onBehalfOf: { userId: person.userId } } : { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }),
    },
    sourceIp,
    userAgent,
    ...(error !== undefined && {
      error: isFault(error) ? { code: error.code, message: error.message } : { code: 'InternalFailure', message: '' },
    }),
    ...details,
    ...(event.credential && { additionalEventData: { CredentialType: event.credential } }),
    requestParameters: parametersOf(request),
  }
}

function parametersOf(request: FastifyRequest): unknown {
  // What a passkey signs is long, and says nothing to a reader.
  const {
    userName: _,
    passkey: __,
    ...body
  } = (typeof request.body === 'object' && request.body !== null ? request.body : {}) as Record<string, unknown>
  const parameters = { ...(request.params as object), ...body }
  return Object.keys(parameters).length === 0 ? undefined : withoutSecrets(parameters)
}
