import type { OperationContext } from '../../access/context.ts'
import type {
  ListPermissionSetsProvisionedToAccountRequest,
  ListPermissionSetsProvisionedToAccountResponse,
} from '../../wire/models/sso-admin.ts'
import { ownInstance, readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

/** Permission sets that have a role in an account. */
export async function listPermissionSetsProvisionedToAccount(
  context: OperationContext,
  input: ListPermissionSetsProvisionedToAccountRequest,
): Promise<ListPermissionSetsProvisionedToAccountResponse> {
  await ownInstance(context, input.InstanceArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListPermissionSetsProvisionedToAccount', input.AccountId, input.ProvisioningStatus],
    input,
    (after, limit) => {
      let select = tables(context).selectFrom('provisioned_roles').select('permission_set_arn').where('account_id', '=', input.AccountId)
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
