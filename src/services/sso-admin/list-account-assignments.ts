import type { OperationContext } from '../../access/context.ts'
import type { ListAccountAssignmentsRequest, ListAccountAssignmentsResponse } from '../../wire/models/sso-admin.ts'
import { selectAssignments } from './assignment.ts'
import { readInstancePage } from './instance.ts'
import { ownPermissionSet } from './permission-set.ts'

/** Who has a permission set in an account. */
export async function listAccountAssignments(
  context: OperationContext,
  input: ListAccountAssignmentsRequest,
): Promise<ListAccountAssignmentsResponse> {
  const { arn } = await ownPermissionSet(context, input)
  const { rows, nextToken } = await readInstancePage(
    ['ListAccountAssignments', arn, input.AccountId],
    input,
    (after, limit) => {
      let select = selectAssignments(context).where('permission_set_arn', '=', arn).where('account_id', '=', input.AccountId)
      if (after)
        select = select.where((eb) =>
          eb(eb.refTuple('principal_type', 'principal_id'), '>', eb.tuple(after[0] as 'USER', String(after[1]))),
        )
      return select.orderBy('principal_type').orderBy('principal_id').limit(limit).execute()
    },
    ({ principal_type, principal_id }) => [principal_type, principal_id],
  )
  const assignments = rows.map((row) => ({
    AccountId: row.account_id,
    PermissionSetArn: row.permission_set_arn,
    PrincipalType: row.principal_type,
    PrincipalId: row.principal_id,
  }))
  return { AccountAssignments: assignments, NextToken: nextToken }
}
