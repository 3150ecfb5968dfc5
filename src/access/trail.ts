import type { Caller } from './caller.ts'

/** One thing that happened, on the way to becoming a record of CloudTrail's ("CloudTrail record contents" in its user guide). */
export interface TrailEvent {
  /** `organizations.amazonaws.com`. */
  readonly eventSource: string
  readonly eventName: string
  readonly eventType?: 'AwsApiCall' | 'AwsServiceEvent'
  readonly readOnly: boolean
  /** The account in whose event history it stands; the management account's, when nobody knows whose call it is. */
  readonly accountId?: string
  /** The home Region when not said. */
  readonly region?: string
  readonly requestId: string
  readonly userIdentity: Readonly<Record<string, unknown>>
  /** What LookupEvents calls Username. */
  readonly username: string | undefined
  readonly accessKeyId?: string | undefined
  readonly sourceIp: string
  readonly userAgent: string | undefined
  readonly error?: { readonly code: string; readonly message: string } | undefined
  /** Without secrets; see `withoutSecrets`. */
  readonly requestParameters?: unknown
  readonly responseElements?: unknown
  readonly additionalEventData?: unknown
  readonly serviceEventDetails?: unknown
  /** ARNs that the call is about. */
  readonly resources?: readonly string[]
}

/** Where events go. Never rejects; an event that changes something is stored when the promise resolves. */
export type RecordEvent = (event: TrailEvent) => Promise<void>

/** What a record says of whose signature, session or key did not hold. */
export function strangerOf(request: { sourceIp: string; userAgent: string | undefined; authorization?: string | undefined }) {
  const claimed = /Credential=([A-Z0-9]{16,128})\//.exec(request.authorization ?? '')?.[1]
  return {
    userIdentity: { type: 'Unknown', ...(claimed && { accessKeyId: claimed }) },
    username: undefined,
    accessKeyId: claimed,
    sourceIp: request.sourceIp,
    userAgent: request.userAgent,
  }
}

/** What a record says of a caller. */
export function identityOf(
  caller: Caller,
): Pick<TrailEvent, 'userIdentity' | 'username' | 'accessKeyId' | 'sourceIp' | 'userAgent'> & { accountId: string } {
  const { accountId, arn, userId: principalId, accessKeyId, sourceIp, userAgent } = caller
  const common = { accountId, sourceIp, userAgent }
  if (caller.type === 'service')
    return { ...common, username: undefined, userIdentity: { type: 'AWSService', accountId, invokedBy: 'controltower.amazonaws.com' } }
  const key = /^A[SK]IA/.test(accessKeyId) ? { accessKeyId } : {}
  const name = arn.split('/').at(-1) ?? ''
  if (caller.type === 'iam-user')
    return { ...common, ...key, username: name, userIdentity: { type: 'IAMUser', principalId, arn, accountId, ...key, userName: name } }
  if (caller.type === 'federated-user')
    return { ...common, ...key, username: name, userIdentity: { type: 'FederatedUser', principalId, arn, accountId, ...key } }
  const sessionIssuer = {
    type: 'Role',
    principalId: principalId.split(':')[0],
    arn: caller.principalArn,
    accountId,
    userName: caller.principalArn.split('/').at(-1),
  }
  const onBehalfOf = caller.personId && { onBehalfOf: { userId: caller.personId } }
  return {
    ...common,
    ...key,
    username: name,
    userIdentity: { type: 'AssumedRole', principalId, arn, accountId, ...key, sessionContext: { sessionIssuer }, ...onBehalfOf },
  }
}

const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS'
const secretName =
  /secret|password|passcode|token|privatekey|bearer|verifier|assertion|cookie|credential|passkey|^(user|device|backup)?code$|^otp$|^verificationuricomplete$/i
/** Named like a secret without being one. */
const harmlessName = /^(client|idempotency|next|pagination|provision|update|terminate)(request)?token$|tokens?type$|^tokenendpoint$/i

/** A copy for the trail: whatever is named like a secret is hidden. Keys begin in lower case, as CloudTrail writes them. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (Array.isArray(value)) return depth > 10 ? [] : value.map((each) => withoutSecrets(each, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  if (depth > 10) return {}
  const entries = Object.entries(value).map(([key, member]) => {
    const isSecret = secretName.test(key) && !harmlessName.test(key) && typeof member === 'string'
    return [key.charAt(0).toLowerCase() + key.slice(1), isSecret ? hidden : withoutSecrets(member, depth + 1)] as const
  })
  return Object.fromEntries(entries)
}
