import type { OperationContext } from '../../access/context.ts'
import type {
  ListAccountsForProvisionedPermissionSetRequest,
  ListAccountsForProvisionedPermissionSetResponse,
} from '../../wire/models/sso-admin.ts'
import { readInstancePage } from './instance.ts'
import { ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** Accounts in which the permission set has a role. */
export async function listAccountsForProvisionedPermissionSet(
  context: OperationContext,
  input: ListAccountsForProvisionedPermissionSetRequest,
): Promise<ListAccountsForProvisionedPermissionSetResponse> {
  const { arn } = await ownPermissionSet(context, input)
  const { rows, nextToken } = await readInstancePage(
    ['ListAccountsForProvisionedPermissionSet', arn, input.ProvisioningStatus],
    input,
    (after, limit) => {
      let select = tables(context).selectFrom('provisioned_roles').select('account_id').where('permission_set_arn', '=', arn)
      if (input.ProvisioningStatus) select = select.where('latest', '=', input.ProvisioningStatus === 'LATEST_PERMISSION_SET_PROVISIONED')
      return select
        .where('account_id', '>', String(after?.[0] ?? ''))
        .orderBy('account_id')
        .limit(limit)
        .execute()
    },
    ({ account_id }) => [account_id],
  )
  return { AccountIds: rows.map(({ account_id }) => account_id), NextToken: nextToken }
}
