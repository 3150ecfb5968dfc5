import type { Caller } from './caller.ts'
import { isRecord, textsOf } from './policy-syntax.ts'

/** Who asks, as the Principal of a resource's policy can name it. */
export interface AskingPrincipal {
  readonly type: Caller['type']
  readonly accountId: string
  /** The user's ARN, or the session's. */
  readonly arn: string
  /** The user's ARN, or the role's. */
  readonly principalArn: string
  /** `AIDA…` or `AROA…:<session>`. */
  readonly userId: string
  /** `controltower.amazonaws.com`, when an AWS service asks for itself. */
  readonly service?: string
  /** ARN of the identity provider, when somebody shows a token of it and nothing else. */
  readonly federated?: string
}

/**
 * How closely a policy names who asks. By 'account' it leaves the decision to the account; a 'role' is still held to the boundary and
 * the session policies of whoever plays it; 'itself' (the user, the session) needs no other policy within the account.
 * "Resource-based policies and implicit denies in other policy types" in the IAM user guide.
 */
export type Naming = 'account' | 'role' | 'itself'

export type Names = (principal: AskingPrincipal) => Naming | undefined

/** Reads a Principal element; an Error says what is wrong with it. Names stand for themselves: only `*` alone is a wildcard. */
export function compilePrincipal(element: unknown): Names | Error {
  const named = readElement(element)
  if (named instanceof Error) return named
  return (principal) => {
    if (principal.federated !== undefined) return named.federated.has(principal.federated) ? 'itself' : undefined
    if (principal.service !== undefined && named.services.has(principal.service)) return 'itself'
    if (named.aws.has(principal.arn)) return 'itself'
    if (principal.type === 'iam-user' && (named.aws.has(principal.userId) || named.everyone)) return 'itself'
    if (named.aws.has(principal.principalArn) || named.aws.has(roleIdOf(principal)) || named.everyone) return 'role'
    return accountNames(principal).some((name) => named.aws.has(name)) ? 'account' : undefined
  }
}

/**
 * Reads a NotPrincipal element. Who asks is left out only when each of its names is: the account, the role or user, and the session;
 * AWS looks at them one after the other.
 */
export function compileNotPrincipal(element: unknown): Names | Error {
  const named = readElement(element)
  if (named instanceof Error) return named
  return (principal) => {
    if (principal.federated !== undefined) return named.federated.has(principal.federated) ? undefined : 'role'
    const isListed = (names: readonly string[]): boolean => named.everyone || names.some((name) => named.aws.has(name))
    const isService = principal.service !== undefined && named.services.has(principal.service)
    const isLeftOut =
      isService ||
      (isListed(accountNames(principal)) && isListed([principal.principalArn, roleIdOf(principal)]) && isListed([principal.arn]))
    return isLeftOut ? undefined : 'role'
  }
}

interface Named {
  readonly everyone: boolean
  readonly aws: ReadonlySet<string>
  readonly services: ReadonlySet<string>
  readonly federated: ReadonlySet<string>
}

const kinds = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser'])

/** Canonical users are those of Amazon S3, so that nobody here is who they name. */
function readElement(element: unknown): Named | Error {
  if (element === '*') return { everyone: true, aws: new Set(), services: new Set(), federated: new Set() }
  if (!isRecord(element)) return new Error('Principal is neither "*" nor an object')
  const unknown = Object.keys(element).find((kind) => !kinds.has(kind))
  if (unknown !== undefined) return new Error(`Principal.${unknown} is no kind of principal`)
  const lists = new Map<string, readonly string[]>()
  for (const [kind, value] of Object.entries(element)) {
    const texts = textsOf(value)
    if (!texts) return new Error(`Principal.${kind} is neither a text nor a list of texts`)
    lists.set(kind, texts)
  }
  const aws = new Set(lists.get('AWS'))
  return { everyone: aws.has('*'), aws, services: new Set(lists.get('Service')), federated: new Set(lists.get('Federated')) }
}

const accountNames = ({ accountId }: AskingPrincipal): string[] => [accountId, `arn:aws:iam::${accountId}:root`]

const roleIdOf = ({ userId }: AskingPrincipal): string => userId.split(':')[0] ?? userId
