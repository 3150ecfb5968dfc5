import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import { policyNotAttachable, policyNotFound } from './faults.ts'
import { isOfServiceRoles, managedPolicy } from './managed-policies.ts'
import { tables } from './tables.ts'

/** The documents in force of managed policies, AWS's and customers' own; those that are not there are left out. */
export async function managedDocuments(context: OperationContext, arns: readonly string[]): Promise<Map<string, PolicyDocument>> {
  const documents = new Map<string, PolicyDocument>()
  const own: string[] = []
  for (const arn of arns) {
    const known = managedPolicy(arn)
    if (known) documents.set(arn, known)
    else own.push(arn)
  }
  if (own.length === 0) return documents
  const rows = await tables(context)
    .selectFrom('policies')
    .innerJoin('policy_versions', (join) =>
      join.onRef('policy_versions.policy_arn', '=', 'policies.arn').onRef('policy_versions.version', '=', 'policies.default_version'),
    )
    .select(['policies.arn', 'policy_versions.document'])
    .where('policies.arn', 'in', own)
    .execute()
  for (const { arn, document } of rows) documents.set(arn, document as PolicyDocument)
  return documents
}

/** Those of the ARNs that are customers' own policies. */
export async function existingPolicies(context: OperationContext, arns: readonly string[]): Promise<Set<string>> {
  if (arns.length === 0) return new Set()
  const rows = await tables(context).selectFrom('policies').select('arn').where('arn', 'in', arns).execute()
  return new Set(rows.map(({ arn }) => arn))
}

/** Throws NoSuchEntity and PolicyNotAttachable unless each is a policy that users, roles and groups can have: AWS's, or the account's own. */
export async function checkAttachable(context: OperationContext, accountId: string, arns: readonly string[]): Promise<void> {
  const found = await managedDocuments(context, arns)
  const isOwn = (arn: string): boolean =>
    /^arn:aws:iam::(aws|\d{12}):/.exec(arn)?.[1] === 'aws' || arn.startsWith(`arn:aws:iam::${accountId}:`)
  const missing = arns.find((arn) => !found.has(arn) || !isOwn(arn))
  if (missing !== undefined) throw policyNotFound(missing)
  if (arns.some(isOfServiceRoles)) throw policyNotAttachable()
}
