import type { Caller } from './caller.ts'
import type { Keys } from './condition.ts'
import type { OperationContext } from './context.ts'

// "AWS global condition context keys" in the IAM user guide: those that requests here have, in lower case.

/** Where an account lies; undefined for one that stands alone. */
export interface AccountPlace {
  readonly organizationId: string
  readonly managementAccountId: string
  /** `o-…/r-…/ou-…/`, without the account. */
  readonly path: string
}

/** Services that are everywhere and answer in one Region. */
const globalServices = new Set(['account', 'iam', 'organizations'])

/** Keys of who asks, and of the request as such. A session's tags are in front of the `ownTags` of its role or user. */
export function requestKeys(
  context: OperationContext,
  action: string,
  place: AccountPlace | undefined,
  ownTags: Readonly<Record<string, string>> = {},
): Keys {
  const now = context.clock.now()
  const service = action.split(':')[0] ?? ''
  return {
    ...principalKeys(context, place, ownTags),
    'aws:requestedregion': [globalServices.has(service) ? 'us-east-1' : context.region],
    'aws:sourceip': [context.caller.sourceIp.replace(/^::ffff:(?=\d+\.)/i, '')],
    ...(context.caller.userAgent !== undefined && { 'aws:useragent': [context.caller.userAgent] }),
    'aws:securetransport': [String(context.settings.startUrl.startsWith('https:'))],
    'aws:currenttime': [now.toISOString()],
    'aws:epochtime': [String(Math.floor(now.getTime() / 1000))],
    'aws:viaawsservice': ['false'],
  }
}

const principalTypes: Readonly<Record<Caller['type'], string>> = {
  'iam-user': 'User',
  'assumed-role': 'AssumedRole',
  'federated-user': 'FederatedUser',
  service: 'AssumedRole',
  anonymous: 'Anonymous',
}

function principalKeys(
  { caller, clock }: OperationContext,
  place: AccountPlace | undefined,
  ownTags: Readonly<Record<string, string>>,
): Keys {
  const isUser = caller.type === 'iam-user'
  const keys: Record<string, readonly string[]> = {
    'aws:principalarn': [caller.principalArn],
    'aws:principalaccount': [caller.accountId],
    'aws:principaltype': [principalTypes[caller.type]],
    'aws:principalisawsservice': ['false'],
    'aws:userid': [caller.userId],
  }
  if (place) {
    keys['aws:principalorgid'] = [place.organizationId]
    keys['aws:principalorgpaths'] = [place.path]
    keys['aws:principalorgmasteraccountid'] = [place.managementAccountId]
  }
  if (isUser) keys['aws:username'] = [caller.arn.split('/').at(-1) ?? '']
  // Long-term keys say nothing about MFA.
  if (!isUser || caller.tokenIssuedAt !== undefined) keys['aws:multifactorauthpresent'] = [String(caller.mfaPresent ?? false)]
  if (caller.mfaPresent && caller.authenticatedAt !== undefined) {
    const seconds = (clock.now().getTime() - Date.parse(caller.authenticatedAt)) / 1000
    keys['aws:multifactorauthage'] = [String(Math.floor(seconds))]
  }
  // A federated user is not tagged like the user who vouches for it.
  if (caller.type !== 'federated-user') Object.assign(keys, tagKeys('aws:principaltag', ownTags))
  Object.assign(keys, tagKeys('aws:principaltag', caller.sessionTags ?? {}))
  Object.assign(keys, caller.samlKeys)
  if (caller.sourceIdentity !== undefined) keys['aws:sourceidentity'] = [caller.sourceIdentity]
  if (caller.tokenIssuedAt !== undefined) keys['aws:tokenissuetime'] = [caller.tokenIssuedAt]
  return keys
}

/** Keys of a resource's or principal's tags, `aws:resourcetag/<key>`, by their prefix in lower case. */
export const tagKeys = (prefix: string, tags: Readonly<Record<string, string>>): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key.toLowerCase()}`, [value]]))

/** Keys of the resource's owner. */
export function resourceKeys(accountId: string, place: AccountPlace | undefined): Keys {
  return {
    'aws:resourceaccount': [accountId],
    ...(place && { 'aws:resourceorgid': [place.organizationId], 'aws:resourceorgpaths': [place.path] }),
  }
}

/** The account in an ARN; undefined for `*` and for ARNs without one. */
export function accountOf(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1]
}

/**
 * Keys of the tags that a request brings, from any input with `Tags`, `tags` (a list of Key and Value, or a map) or `TagKeys`:
 * `aws:RequestTag/<key>` and `aws:TagKeys`.
 */
export function requestTagKeys(input: object): Keys {
  const { Tags, tags, TagKeys, tagKeys } = input as Readonly<Record<string, unknown>>
  const pairs = pairsOf(Tags ?? tags)
  const named = [TagKeys ?? tagKeys].flat().filter((key) => typeof key === 'string')
  const all = [...new Set([...pairs.map(([key]) => key), ...named])]
  return {
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, [value]])),
    ...(all.length > 0 && { 'aws:tagkeys': all }),
  }
}

function pairsOf(tags: unknown): [key: string, value: string][] {
  if (typeof tags !== 'object' || tags === null) return []
  const pairs = Array.isArray(tags) ? tags.map((tag) => [tag?.Key ?? tag?.key, tag?.Value ?? tag?.value ?? '']) : Object.entries(tags)
  return pairs.filter((pair): pair is [string, string] => pair.every((text) => typeof text === 'string'))
}
