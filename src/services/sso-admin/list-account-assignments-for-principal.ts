import type { OperationContext } from '../../access/context.ts'
import type { ListAccountAssignmentsForPrincipalRequest, ListAccountAssignmentsForPrincipalResponse } from '../../wire/models/sso-admin.ts'
import { findGroup, findUser, groupIdsOfUser } from '../identity-store/index.ts'
import { selectAssignments } from './assignment.ts'
import { notFound } from './faults.ts'
import { ownOrganizationInstance, readInstancePage } from './instance.ts'

/** What a person (also through their groups) or a group may enter. */
export async function listAccountAssignmentsForPrincipal(
  context: OperationContext,
  input: ListAccountAssignmentsForPrincipalRequest,
): Promise<ListAccountAssignmentsForPrincipalResponse> {
  const { InstanceArn, PrincipalId, PrincipalType, Filter } = input
  const { identity_store_id: identityStoreId } = await ownOrganizationInstance(context, InstanceArn)
  const find = PrincipalType === 'USER' ? findUser : findGroup
  if (!(await find(context, identityStoreId, PrincipalId))) throw notFound(`${PrincipalType} ${PrincipalId}`)
  const groupIds = PrincipalType === 'USER' ? await groupIdsOfUser(context, identityStoreId, PrincipalId) : []
  const { rows, nextToken } = await readInstancePage(
    ['ListAccountAssignmentsForPrincipal', InstanceArn, PrincipalType, PrincipalId, Filter?.AccountId],
    input,
    (after, limit) => {
      let select = selectAssignments(context).where('principal_id', 'in', [PrincipalId, ...groupIds])
      if (Filter?.AccountId) select = select.where('account_id', '=', Filter.AccountId)
      if (after) {
        const [principal, account, permissionSet] = after.map(String)
        select = select.where((eb) =>
          eb(
            eb.refTuple('principal_id', 'account_id', 'permission_set_arn'),
            '>',
            eb.tuple(principal ?? '', account ?? '', permissionSet ?? ''),
          ),
        )
      }
      return select.orderBy('principal_id').orderBy('account_id').orderBy('permission_set_arn').limit(limit).execute()
    },
    (row) => [row.principal_id, row.account_id, row.permission_set_arn],
  )
  const assignments = rows.map((row) => ({
    AccountId: row.account_id,
    PermissionSetArn: row.permission_set_arn,
    PrincipalType: row.principal_type,
    PrincipalId: row.principal_id,
  }))
  return { AccountAssignments: assignments, NextToken: nextToken }
}
