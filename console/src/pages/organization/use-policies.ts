import { useQuery } from '@tanstack/react-query'
import type { PolicySummary, PolicyTargetSummary } from '../../../../src/wire/models/organizations.ts'
import { ApiError } from '../../lib/api.ts'
import { organizations } from '../../lib/aws.ts'
import type { Unit } from '../../lib/types.ts'
import type { PolicyType } from './policy-types.ts'
import { readAll } from './read-all.ts'

/** The root and, of each type of policy, whether it is enabled. */
export function usePolicyTypes() {
  return useQuery({
    queryKey: ['policies', 'types'],
    queryFn: async () => {
      const [root] = (await organizations.call('ListRoots', {})).Roots ?? []
      const enabled = (root?.PolicyTypes ?? []).flatMap(({ Type, Status }) => (Type && Status === 'ENABLED' ? [Type] : []))
      return { rootId: root?.Id ?? '', enabled: new Set<PolicyType>(enabled) }
    },
  })
}

interface Applied {
  readonly policy: PolicySummary
  /** Where it is attached. */
  readonly place: Pick<Unit, 'id' | 'name'>
  readonly inherited: boolean
}

/** The policies of a type that bear on the last place of a line: attached to it, and to those above it. */
export function useAppliedPolicies(type: PolicyType, line: readonly Pick<Unit, 'id' | 'name'>[], enabled: boolean) {
  return useQuery({
    queryKey: ['policies', 'of', type, ...line.map(({ id }) => id)],
    queryFn: async (): Promise<Applied[]> => {
      // From the place itself upwards; at most five units lie one in another.
      const levels = line.toReversed().map(async (place, index) => {
        const policies = await attachedTo(place.id, type)
        return policies.map((policy) => ({ policy, place, inherited: index > 0 }))
      })
      return (await Promise.all(levels)).flat()
    },
    enabled: enabled && line.length > 0,
  })
}

async function attachedTo(targetId: string, type: PolicyType): Promise<PolicySummary[]> {
  return (await organizations.call('ListPoliciesForTarget', { TargetId: targetId, Filter: type })).Policies ?? []
}

/** What the policies of a management type come to for an account, as JSON; undefined when there is none. */
export function useEffectivePolicy(type: PolicyType, accountId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['policies', 'effective', type, accountId],
    queryFn: async () => {
      const input = { PolicyType: type as Exclude<PolicyType, 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'>, TargetId: accountId }
      const found = await organizations.call('DescribeEffectivePolicy', input).catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 'EffectivePolicyNotFoundException') return undefined
        throw error
      })
      const content = found?.EffectivePolicy?.PolicyContent
      return { content: content === undefined ? undefined : JSON.stringify(JSON.parse(content), null, 2) }
    },
    enabled,
  })
}

/** Everything that a policy is attached to. */
export const targetsOf = (policyId: string): Promise<PolicyTargetSummary[]> =>
  readAll(
    (token) => organizations.call('ListTargetsForPolicy', { PolicyId: policyId, ...token }),
    ({ Targets }) => Targets,
  )
