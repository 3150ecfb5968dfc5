import { Fault } from '../fault.ts'
import type { AccessDecision, PolicyKind } from './decide-access.ts'

// "Troubleshoot access denied error messages" in the IAM user guide.

const names: Readonly<Record<PolicyKind, { allowing: string; denying: string }>> = {
  'resource-control': { allowing: 'resource control policy', denying: 'a resource control policy' },
  'service-control': { allowing: 'service control policy', denying: 'a service control policy' },
  'resource-based': { allowing: 'resource-based policy', denying: 'a resource-based policy' },
  'identity-based': { allowing: 'identity-based policy', denying: 'an identity-based policy' },
  boundary: { allowing: 'permissions boundary', denying: 'a permissions boundary' },
  session: { allowing: 'session policy', denying: 'a session policy' },
}

/** AccessDeniedException: who may not do what, on what, and which kind of policy said no; the last is left out without `refused`. */
export function refusal(
  { arn, action, resource }: { arn: string; action: string; resource: string },
  refused: Exclude<AccessDecision, { decision: 'allowed' }> | undefined,
): Fault {
  const sentence = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`
  return new Fault('AccessDeniedException', refused ? `${sentence} ${reasonOf(refused, action)}` : sentence)
}

function reasonOf({ decision, kind }: Exclude<AccessDecision, { decision: 'allowed' }>, action: string): string {
  const { allowing, denying } = names[kind]
  return decision === 'explicit-deny' ? `with an explicit deny in ${denying}` : `because no ${allowing} allows the ${action} action`
}
