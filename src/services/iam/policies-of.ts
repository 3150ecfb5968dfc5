import { createBriefCache } from '../../access/brief-cache.ts'
import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import { managedDocuments } from './policy-document-of.ts'
import { tables } from './tables.ts'

export interface PrincipalPolicies {
  /** Managed ones first, a user's groups' among them; none for a principal that does not exist. */
  readonly identity: readonly PolicyDocument[]
  readonly boundary?: readonly PolicyDocument[]
  /** The principal's own, by key. */
  readonly tags?: Readonly<Record<string, string>>
}

const cache = createBriefCache(readPolicies)

/** The policies and tags of a user's or role's ARN, from memory for a second at most. */
export function policiesOf(context: OperationContext, principalArn: string): Promise<PrincipalPolicies> {
  return cache.get(context, principalArn)
}

export const forgetPolicies: (context: OperationContext, principalArn: string) => void = cache.forget

/** After a change of a group or of a policy, which many may have. */
export const forgetAllPolicies: (context: OperationContext) => void = cache.forgetAll

async function readPolicies(context: OperationContext, principalArn: string): Promise<PrincipalPolicies> {
  const holders = [principalArn, ...(principalArn.includes(':user/') ? await groupsOf(context, principalArn) : [])]
  const [principal, attached, inline, tags] = await Promise.all([
    tables(context).selectFrom('principals').select('permissions_boundary_arn').where('arn', '=', principalArn).executeTakeFirst(),
    tables(context).selectFrom('attached_policies').select('policy_arn').where('principal_arn', 'in', holders).execute(),
    tables(context).selectFrom('inline_policies').select('document').where('principal_arn', 'in', holders).execute(),
    tables(context).selectFrom('tags').select(['key', 'value']).where('resource_arn', '=', principalArn).execute(),
  ])
  const boundaryArn = principal?.permissions_boundary_arn
  const attachedArns = attached.map(({ policy_arn }) => policy_arn)
  const managed = await managedDocuments(context, [...attachedArns, ...(boundaryArn ? [boundaryArn] : [])])
  const named = (arns: readonly string[]): PolicyDocument[] => arns.flatMap((arn) => managed.get(arn) ?? [])
  const identity = [...named(attachedArns), ...inline.map(({ document }) => document as PolicyDocument)]
  return {
    identity,
    // A boundary that is not there any more allows nothing.
    ...(boundaryArn && { boundary: named([boundaryArn]) }),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])) }),
  }
}

async function groupsOf(context: OperationContext, userArn: string): Promise<string[]> {
  const rows = await tables(context).selectFrom('group_members').select('group_arn').where('user_arn', '=', userArn).execute()
  return rows.map(({ group_arn }) => group_arn)
}
