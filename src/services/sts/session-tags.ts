import type { Caller } from '../../access/caller.ts'
import { Fault } from '../../fault.ts'
import type { AssumeRoleRequest } from '../../wire/models/sts.ts'

// "Pass session tags in AWS STS" in the IAM user guide.

/** What a session carries beside its role. */
export type SessionFacts = Pick<Caller, 'sessionTags' | 'transitiveTagKeys' | 'sourceIdentity' | 'samlKeys'>

const mostTags = 50

/**
 * The tags and the source identity of a session that the caller begins: those asked for, and those that the caller's own session hands on.
 * Throws ValidationError.
 */
export function sessionFacts(caller: Caller, input: AssumeRoleRequest): SessionFacts {
  const asked = readTags(input)
  const inherited = (caller.transitiveTagKeys ?? []).map((key): [string, string] => [key, caller.sessionTags?.[key] ?? ''])
  checkTransitiveKeys(input, asked)
  const taken = new Set(inherited.map(([key]) => key.toLowerCase()))
  const conflicting = asked.find(([key]) => taken.has(key.toLowerCase()))
  if (conflicting) {
    throw invalid(`The tag key ${conflicting[0]} can't be set because it conflicts with a transitive tag key from the calling session.`)
  }
  const tags = [...inherited, ...asked]
  if (tags.length > mostTags) throw invalid(`A session takes ${mostTags} tags at most; this one would have ${tags.length}.`)
  const transitive = [...new Set([...inherited.map(([key]) => key), ...(input.TransitiveTagKeys ?? [])])]
  const sourceIdentity = readSourceIdentity(caller, input)
  return {
    ...(tags.length > 0 && { sessionTags: Object.fromEntries(tags) }),
    ...(transitive.length > 0 && { transitiveTagKeys: transitive }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
}

/** Tags of a session by key. Throws ValidationError for keys that are the same but for their case, and for AWS's own. */
export function readTags({ Tags = [] }: Pick<AssumeRoleRequest, 'Tags'>): [string, string][] {
  const keys = new Set(Tags.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < Tags.length) throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  const reserved = Tags.find(({ Key }) => /^aws:/i.test(Key))
  if (reserved) throw invalid(`The tag key ${reserved.Key} begins with aws:, which is for AWS itself.`)
  return Tags.map(({ Key, Value }) => [Key, Value])
}

function checkTransitiveKeys({ TransitiveTagKeys = [] }: AssumeRoleRequest, asked: readonly [string, string][]): void {
  const missing = TransitiveTagKeys.find((key) => !asked.some(([own]) => own === key))
  if (missing !== undefined) throw invalid(`The specified transitive tag key must be included in the requested tags: ${missing}.`)
}

function readSourceIdentity(caller: Caller, { SourceIdentity }: AssumeRoleRequest): string | undefined {
  const { sourceIdentity } = caller
  if (SourceIdentity && sourceIdentity !== undefined && SourceIdentity !== sourceIdentity) {
    throw invalid(`The session's source identity is ${sourceIdentity} and cannot be changed.`)
  }
  return SourceIdentity ?? sourceIdentity
}

const invalid = (message: string): Fault => new Fault('ValidationError', message)
