import { Fault } from '../../fault.ts'
import type { AssumeRoleRequest } from '../../wire/models/sts.ts'

/** Tags and source identity that an identity provider wants a session to have. */
export type ClaimedSession = Pick<AssumeRoleRequest, 'Tags' | 'TransitiveTagKeys' | 'SourceIdentity'>

interface Claims {
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly transitive: readonly string[]
  readonly sourceIdentity: unknown
}

export const sessionNamePattern = /^[\w+=,.@-]{2,64}$/

const tagPattern = (least: number, most: number): RegExp => new RegExp(`^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{${least},${most}}$`, 'u')
const keyPattern = tagPattern(1, 128)
const valuePattern = tagPattern(0, 256)

/** Throws IDPRejectedClaim for what no session can have. */
export function readClaimedSession({ tags, transitive, sourceIdentity }: Claims): ClaimedSession {
  if (tags.some(([key, value]) => !keyPattern.test(key) || !valuePattern.test(value)))
    throw new Fault('IDPRejectedClaim', 'The token has a tag for the session that is not valid.')
  if (sourceIdentity !== undefined && (typeof sourceIdentity !== 'string' || !sessionNamePattern.test(sourceIdentity)))
    throw new Fault('IDPRejectedClaim', 'The token has a source identity that is not valid.')
  return {
    ...(tags.length > 0 && { Tags: tags.map(([Key, Value]) => ({ Key, Value })) }),
    ...(transitive.length > 0 && { TransitiveTagKeys: [...transitive] }),
    ...(typeof sourceIdentity === 'string' && { SourceIdentity: sourceIdentity }),
  }
}
