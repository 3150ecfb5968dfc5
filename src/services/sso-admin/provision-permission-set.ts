import { type OperationContext, transaction } from '../../access/context.ts'
import type { ProvisionPermissionSetRequest, ProvisionPermissionSetResponse } from '../../wire/models/sso-admin.ts'
import { invalid, notFound } from './faults.ts'
import { ownPermissionSet } from './permission-set.ts'
import { createRequest, describeProvisioningStatus } from './request.ts'
import { provisionRole, whyNotProvisionable } from './reserved-role.ts'
import { tables } from './tables.ts'

/** Brings the roles of a permission set, in one account or in all that have one, to its present state; asynchronous. */
export async function provisionPermissionSet(
  context: OperationContext,
  input: ProvisionPermissionSetRequest,
): Promise<ProvisionPermissionSetResponse> {
  const { TargetType, TargetId } = input
  if (TargetType === 'AWS_ACCOUNT' && !TargetId) throw invalid('TargetId is required when TargetType is AWS_ACCOUNT')
  return transaction(context, async (context) => {
    const permissionSet = await ownPermissionSet(context, input, 'lock')
    let select = tables(context).selectFrom('provisioned_roles').select('account_id').where('permission_set_arn', '=', permissionSet.arn)
    if (TargetType === 'AWS_ACCOUNT') select = select.where('account_id', '=', TargetId ?? '')
    const roles = await select.execute()
    if (TargetType === 'AWS_ACCOUNT' && roles.length === 0) throw notFound(`PermissionSet ${permissionSet.arn} in account ${TargetId}`)
    const accountIds = roles.map(({ account_id }) => account_id)
    const problem = await whyNotProvisionable(context, permissionSet, accountIds)
    if (problem === undefined) for (const accountId of accountIds) await provisionRole(context, permissionSet, accountId)
    const about = { instance_arn: input.InstanceArn, account_id: TargetId ?? null, permission_set_arn: permissionSet.arn }
    const request = await createRequest(context, { ...about, type: 'PROVISION', principal_type: null, principal_id: null }, problem)
    return { PermissionSetProvisioningStatus: { ...describeProvisioningStatus(context, request), Status: 'IN_PROGRESS' } }
  })
}
