import type { OperationContext } from '../../access/context.ts'
import { type PrincipalsTable, tables } from './tables.ts'

/** How many users, roles and groups of the caller's account a policy is attached to, and how many it bounds. */
export async function countAttachments(context: OperationContext, policyArn: string): Promise<{ attached: number; boundaries: number }> {
  return (await countManyAttachments(context, [policyArn])).get(policyArn) ?? { attached: 0, boundaries: 0 }
}

/** The same of many policies at once; those that are attached nowhere are left out. */
export async function countManyAttachments(
  context: OperationContext,
  policyArns: readonly string[],
): Promise<Map<string, { attached: number; boundaries: number }>> {
  if (policyArns.length === 0) return new Map()
  const { accountId } = context.caller
  const [attached, bounded] = await Promise.all([
    tables(context)
      .selectFrom('attached_policies')
      .innerJoin('principals', 'principals.arn', 'attached_policies.principal_arn')
      .select(({ fn }) => ['policy_arn', fn.countAll<number>().as('count')])
      .where('policy_arn', 'in', policyArns)
      .where('principals.account_id', '=', accountId)
      .groupBy('policy_arn')
      .execute(),
    tables(context)
      .selectFrom('principals')
      .select(({ fn }) => ['permissions_boundary_arn as policy_arn', fn.countAll<number>().as('count')])
      .where('permissions_boundary_arn', 'in', policyArns)
      .where('account_id', '=', accountId)
      .groupBy('permissions_boundary_arn')
      .execute(),
  ])
  const counts = new Map<string, { attached: number; boundaries: number }>()
  const countOf = (arn: string | null) => {
    const known = counts.get(arn ?? '') ?? { attached: 0, boundaries: 0 }
    counts.set(arn ?? '', known)
    return known
  }
  for (const { policy_arn, count } of attached) countOf(policy_arn).attached = Number(count)
  for (const { policy_arn, count } of bounded) countOf(policy_arn).boundaries = Number(count)
  return counts
}

/** Users, roles and groups of the caller's account with a policy, attached or as their boundary unless told, by ARN. */
export async function entitiesWith(
  context: OperationContext,
  policyArn: string,
  { usage, after, limit }: { usage: 'PermissionsPolicy' | 'PermissionsBoundary' | undefined; after: string | undefined; limit: number },
): Promise<PrincipalsTable[]> {
  let select = tables(context)
    .selectFrom('principals')
    .selectAll('principals')
    .where('account_id', '=', context.caller.accountId)
    .where((eb) => {
      const isBounded = eb('permissions_boundary_arn', '=', policyArn)
      const attached = eb.selectFrom('attached_policies').select('principal_arn').where('policy_arn', '=', policyArn)
      const isAttached = eb('principals.arn', 'in', attached)
      if (usage === undefined) return eb.or([isAttached, isBounded])
      return usage === 'PermissionsBoundary' ? isBounded : isAttached
    })
  if (after !== undefined) select = select.where('principals.arn', '>', after)
  return select.orderBy('principals.arn').limit(limit).execute()
}
