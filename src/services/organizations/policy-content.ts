import { checkControlPolicy } from './control-policy-content.ts'
import { constraintViolation, malformedPolicy } from './faults.ts'
import { checkManagementPolicy } from './management-policy-content.ts'
import { isControlPolicyType, type PolicyType, policyQuotas } from './policy-types.ts'

/** Throws ConstraintViolationException for what is too long, MalformedPolicyDocumentException for what a policy of the type cannot say. */
export function checkPolicyContent(type: PolicyType, content: string): void {
  const { maxCharacters } = policyQuotas[type]
  if (content.length > maxCharacters) {
    throw constraintViolation(
      'POLICY_CONTENT_LIMIT_EXCEEDED',
      `You have exceeded the allowed policy size: a policy of type ${type} can have ${maxCharacters} characters.`,
    )
  }
  const document = readJson(content)
  const problem = isControlPolicyType(type) ? checkControlPolicy(type, document) : checkManagementPolicy(type, document)
  if (problem !== undefined) throw malformedPolicy(problem)
}

function readJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw malformedPolicy('it is not valid JSON')
  }
}
