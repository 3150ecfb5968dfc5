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
    // A call that names nothing is a question about everything, never no question.
    for (const resource of resources.length === 0 ? ['*'] : resources) {
      const question = { action, resource, keys }
      const reason = refusal('identity-based', decide(policies, question), action)
      const sessionReason = sessionPolicies && refusal('session', decide(sessionPolicies, question), action)
      if (reason ?? sessionReason) throw denied(caller, question, reason ?? sessionReason)
    }
  }
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
    'aws:epochtime': [String(Math.floor(clock.now().getTime() / 1000))],
    ...(caller.type === 'iam-user' && { 'aws:username': [caller.arn.split('/').at(-1) ?? ''] }),
  }
}

function refusal(kind: 'identity-based' | 'session', decision: Decision, action: string): string | undefined {
  if (decision === 'allowed') return undefined
  return decision === 'explicit-deny'
    ? `with an explicit deny in ${kind === 'session' ? 'a session' : 'an identity-based'} policy`
    : `because no ${kind} policy allows the ${action} action`
}

function denied(caller: Caller, { action, resource }: Question, reason = ''): Fault {
  return new Fault(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  )
}
