import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import type { Clock } from '../../clock.ts'
import { managedPolicy } from './managed-policies.ts'
import { tables } from './tables.ts'

/** A changed policy takes effect on every node within this time; AWS itself takes seconds. */
const cacheMs = 1_000
const mostCached = 5_000
/** One for each installation, which its clock stands for. */
const caches = new WeakMap<Clock, Map<string, { policies: readonly PolicyDocument[]; untilMs: number }>>()

/** The identity policies of a user's or role's ARN, managed ones first; none for a principal that does not exist. */
export async function policiesOf(context: OperationContext, principalArn: string): Promise<readonly PolicyDocument[]> {
  const now = context.clock.now().getTime()
  const cache = caches.get(context.clock) ?? new Map()
  caches.set(context.clock, cache)
  const known = cache.get(principalArn)
  if (known && known.untilMs > now) return known.policies
  const [attached, inline] = await Promise.all([
    tables(context).selectFrom('attached_policies').select('policy_arn').where('principal_arn', '=', principalArn).execute(),
    tables(context).selectFrom('inline_policies').select('document').where('principal_arn', '=', principalArn).execute(),
  ])
  const managed = attached.flatMap(({ policy_arn }) => managedPolicy(policy_arn) ?? [])
  const policies = [...managed, ...inline.map(({ document }) => document as PolicyDocument)]
  if (cache.size >= mostCached) cache.clear()
  cache.set(principalArn, { policies, untilMs: now + cacheMs })
  return policies
}

export function forgetPolicies({ clock }: OperationContext, principalArn: string): void {
  caches.get(clock)?.delete(principalArn)
}
