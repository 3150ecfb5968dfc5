import { compilePolicy } from '../../access/compiled-policy.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import { readPolicyDocument } from '../../access/policy-document.ts'
import { limitExceeded, malformed } from './faults.ts'

/** IAM counts characters without white space. */
const sizeOf = (text: string): number => text.replace(/\s/g, '').length

/** A policy for an identity, as it was written. Throws MalformedPolicyDocument. */
export function checkIdentityDocument(text: string): string {
  const read = readPolicyDocument(text)
  if (read instanceof Error) throw malformed(`Syntax errors in policy: ${read.message}.`)
  return text
}

/** Throws LimitExceeded when a document, or documents that share their space, take more than IAM gives them. */
export function checkSize(texts: readonly string[], most: number, what: string): void {
  if (texts.reduce((sum, text) => sum + sizeOf(text), 0) > most)
    throw limitExceeded(`Maximum policy size of ${most} bytes exceeded for ${what}`)
}

const mostTrustCharacters = 2_048

/** A role's trust policy, as it was written. Throws MalformedPolicyDocument and LimitExceeded. */
export function checkTrustDocument(text: string): string {
  const document = parse(text)
  const { problem } = compilePolicy(document, 'resource')
  if (problem !== undefined) throw malformed(`Syntax errors in policy: ${problem}.`)
  for (const statement of [document.Statement].flat()) {
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) throw malformed('Missing required field Principal')
    if (statement.Resource !== undefined || statement.NotResource !== undefined) throw malformed('Has prohibited field Resource')
    const actions = [statement.Action ?? []].flat()
    if (actions.length === 0) throw malformed('Missing required field Action')
    if (!actions.every((action) => /^sts:/i.test(action))) throw malformed('AssumeRole policy may only specify STS AssumeRole actions.')
  }
  if (sizeOf(text) > mostTrustCharacters) throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${mostTrustCharacters}`)
  return text
}

function parse(text: string): PolicyDocument {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && 'Statement' in json) return json as PolicyDocument
  } catch {
    // Said below, as what is no policy is.
  }
  throw malformed('This policy contains invalid Json')
}

/** How IAM gives documents: percent-encoded as RFC 3986 has it. */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
