import { createBriefCache } from '../../access/brief-cache.ts'
import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import { managedPolicy } from './managed-policies.ts'
import { tables } from './tables.ts'

export interface PrincipalPolicies {
  /** Managed ones first; none for a principal that does not exist. */
  readonly identity: readonly PolicyDocument[]
  readonly boundary?: readonly PolicyDocument[]
}

const cache = createBriefCache(readPolicies)

/** The policies of a user's or role's ARN, from memory for a second at most. */
export function policiesOf(context: OperationContext, principalArn: string): Promise<PrincipalPolicies> {
  return cache.get(context, principalArn)
}

export const forgetPolicies: (context: OperationContext, principalArn: string) => void = cache.forget

async function readPolicies(context: OperationContext, principalArn: string): Promise<PrincipalPolicies> {
  const [principal, attached, inline] = await Promise.all([
    tables(context).selectFrom('principals').select('permissions_boundary_arn').where('arn', '=', principalArn).executeTakeFirst(),
    tables(context).selectFrom('attached_policies').select('policy_arn').where('principal_arn', '=', principalArn).execute(),
    tables(context).selectFrom('inline_policies').select('document').where('principal_arn', '=', principalArn).execute(),
  ])
  const managed = attached.flatMap(({ policy_arn }) => managedPolicy(policy_arn) ?? [])
  const identity = [...managed, ...inline.map(({ document }) => document as PolicyDocument)]
  const boundaryArn = principal?.permissions_boundary_arn
  if (!boundaryArn) return { identity }
  // A boundary that is not there any more allows nothing.
  return { identity, boundary: [managedPolicy(boundaryArn) ?? []].flat() }
}
