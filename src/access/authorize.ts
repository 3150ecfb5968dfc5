import { Fault } from '../fault.ts'
import type { Caller } from './caller.ts'
import type { OperationContext } from './context.ts'
import { type Decision, decide, type PolicyDocument, type Question } from './policy.ts'

export interface AccessQuestion {
  /** `organizations:CreateAccount`. */
  readonly action: string
  readonly resources: readonly string[]
  /** Condition keys of the call itself, lower case. */
  readonly keys?: Question['keys']
}

export type Authorize = (context: OperationContext, question: AccessQuestion) => Promise<void>

/**
 * Decides by the caller's identity policies and, within them, the session's own. Throws AccessDeniedException in AWS's words.
 * Callers of type `service` are parts of this server and may do what they do.
 */
export function createAuthorize(options: {
  policiesOf: (context: OperationContext, principalArn: string) => Promise<readonly PolicyDocument[]>
}): Authorize {
  return async (context, { action, resources, keys: own }) => {
    const { caller } = context
    if (caller.type === 'service') return
    const policies = await options.policiesOf(context, caller.principalArn)
    const sessionPolicies = caller.sessionPolicies?.map((text): PolicyDocument => JSON.parse(text))
    const keys = { ...conditionKeys(context), ...own }
    for (const resource of resources) {
      const question = { action, resource, keys }
      const decision = both(decide(policies, question), sessionPolicies ? decide(sessionPolicies, question) : 'allowed')
      if (decision !== 'allowed') throw denied(caller, question, decision)
    }
  }
}

function both(one: Decision, other: Decision): Decision {
  if (one === 'explicit-deny' || other === 'explicit-deny') return 'explicit-deny'
  return one === 'allowed' ? other : one
}

/** Global condition keys that requests here have. */
export function conditionKeys({ caller, region, clock }: OperationContext): Question['keys'] {
  return {
    'aws:principalarn': [caller.principalArn],
    'aws:principalaccount': [caller.accountId],
    'aws:principaltype': [caller.type === 'iam-user' ? 'User' : 'AssumedRole'],
    'aws:userid': [caller.userId],
    'aws:requestedregion': [region],
    'aws:sourceip': [caller.sourceIp],
    'aws:currenttime': [clock.now().toISOString()],
  }
}

function denied(caller: Caller, { action, resource }: Question, decision: Decision): Fault {
  const reason =
    decision === 'explicit-deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`
  return new Fault(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  )
}
