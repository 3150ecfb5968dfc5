import type { OperationContext } from '../../access/context.ts'
import type {
  ListPermissionSetsProvisionedToAccountRequest,
  ListPermissionSetsProvisionedToAccountResponse,
} from '../../wire/models/sso-admin.ts'
import { ownOrganizationInstance, readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

/** Permission sets that have a role in an account. */
export async function listPermissionSetsProvisionedToAccount(
  context: OperationContext,
  input: ListPermissionSetsProvisionedToAccountRequest,
): Promise<ListPermissionSetsProvisionedToAccountResponse> {
  const { instance_arn: instanceArn } = await ownOrganizationInstance(context, input.InstanceArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListPermissionSetsProvisionedToAccount', instanceArn, input.AccountId, input.ProvisioningStatus],
    input,
    (after, limit) => {
      let select = tables(context)
        .selectFrom('provisioned_roles')
        .innerJoin('permission_sets', 'permission_sets.arn', 'provisioned_roles.permission_set_arn')
        .select('permission_set_arn')
        .where('permission_sets.instance_arn', '=', instanceArn)
        .where('account_id', '=', input.AccountId)
      if (input.ProvisioningStatus) select = select.where('latest', '=', input.ProvisioningStatus === 'LATEST_PERMISSION_SET_PROVISIONED')
      return select
        .where('permission_set_arn', '>', String(after?.[0] ?? ''))
        .orderBy('permission_set_arn')
        .limit(limit)
        .execute()
    },
    ({ permission_set_arn }) => [permission_set_arn],
  )
  return { PermissionSets: rows.map(({ permission_set_arn }) => permission_set_arn), NextToken: nextToken }
}
