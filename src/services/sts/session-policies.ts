import { readPolicyDocument } from '../../access/policy-document.ts'
import { Fault } from '../../fault.ts'
import type { AssumeRoleRequest } from '../../wire/models/sts.ts'
import { attachablePolicy } from '../iam/index.ts'

/** "The plaintext that you use for both inline and managed session policies can't exceed 2,048 characters": STS API reference, AssumeRole. */
const mostCharacters = 2048
const mostManaged = 10

export interface SessionPolicies {
  /** JSON documents that the evaluator can take. */
  readonly documents: readonly string[]
  /** Percentage of the space that they may take; AWS packs them first, so its own is smaller. */
  readonly packedSize: number
}

/** The policies that narrow a session; they share their space with its tags. Throws MalformedPolicyDocument, PackedPolicyTooLarge or ValidationError. */
export function readSessionPolicies(
  { Policy, PolicyArns = [] }: Pick<AssumeRoleRequest, 'Policy' | 'PolicyArns'>,
  tags: Readonly<Record<string, string>> = {},
): SessionPolicies {
  if (PolicyArns.length > mostManaged) {
    throw new Fault('ValidationError', `A session takes ${mostManaged} managed policies at most; ${PolicyArns.length} are named.`)
  }
  // The documents go into the session token, which goes into a header: each once.
  const arns = [...new Set(PolicyArns.map(({ arn = '' }) => arn))]
  const size = [...arns, Policy ?? '', ...Object.entries(tags).flat()].join('').length
  const packedSize = Math.ceil((100 * size) / mostCharacters)
  if (size > mostCharacters) {
    throw new Fault('PackedPolicyTooLarge', `Packed policy consumes ${packedSize}% of allotted space, please use smaller policy.`)
  }
  return { documents: [...arns.map(managed), ...(Policy === undefined ? [] : [checked(Policy)])], packedSize }
}

function managed(arn: string): string {
  const document = attachablePolicy(arn)
  if (!document) throw new Fault('MalformedPolicyDocument', `Policy ${arn} does not exist or is not attachable.`)
  return JSON.stringify(document)
}

function checked(policy: string): string {
  const document = readPolicyDocument(policy)
  if (document instanceof Error) throw new Fault('MalformedPolicyDocument', `Syntax errors in policy. The policy: ${document.message}.`)
  return policy
}
