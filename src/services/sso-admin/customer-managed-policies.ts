import type { OperationContext } from '../../access/context.ts'
import type { CustomerManagedPolicyReference } from '../../wire/models/sso-admin.ts'
import { quotaExceeded } from './faults.ts'
import { type CustomerManagedPoliciesTable, tables } from './tables.ts'

// A permission set names policies of the customer's own by name and path; each account has, or lacks, its own of the name.

type Reference = Pick<CustomerManagedPoliciesTable, 'name' | 'path'>

/** AWS's quota for managed policies of one permission set, AWS's and the customer's together. */
const mostPolicies = 20

export const toReference = ({ Name, Path = '/' }: CustomerManagedPolicyReference): Reference => ({ name: Name, path: Path })

/** What the policy is called in an account. */
export const arnIn = (accountId: string, { name, path }: Reference) => `arn:aws:iam::${accountId}:policy${path}${name}`

/** At most `mostPolicies`. */
export function readReferences(context: OperationContext, permissionSetArn: string): Promise<Reference[]> {
  return tables(context)
    .selectFrom('customer_managed_policies')
    .select(['name', 'path'])
    .where('permission_set_arn', '=', permissionSetArn)
    .execute()
}

/** After one more has been attached, while the permission set is locked; throws ServiceQuotaExceededException. */
export async function checkPolicyQuota(context: OperationContext, permissionSetArn: string): Promise<void> {
  const { count } = await tables(context)
    .selectFrom('managed_policies')
    .select('policy_arn as policy')
    .where('permission_set_arn', '=', permissionSetArn)
    .unionAll(
      tables(context).selectFrom('customer_managed_policies').select('name as policy').where('permission_set_arn', '=', permissionSetArn),
    )
    .$call((both) =>
      tables(context)
        .selectFrom(both.as('both'))
        .select(({ fn }) => fn.countAll<string>().as('count')),
    )
    .executeTakeFirstOrThrow()
  if (Number(count) > mostPolicies) throw quotaExceeded(`A permission set has at most ${mostPolicies} managed policies.`)
}
