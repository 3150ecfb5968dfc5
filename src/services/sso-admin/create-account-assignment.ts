import { type OperationContext, transaction } from '../../access/context.ts'
import type { CreateAccountAssignmentRequest, CreateAccountAssignmentResponse } from '../../wire/models/sso-admin.ts'
import { findGroup, findUser } from '../identity-store/index.ts'
import { findAccount, organizationOf } from '../organizations/index.ts'
import { notFound } from './faults.ts'
import { type Instance, ownInstance } from './instance.ts'
import { ownPermissionSet } from './permission-set.ts'
import { createRequest, describeAssignmentStatus, dueTime } from './request.ts'
import { provisionRole, whyNotProvisionable } from './reserved-role.ts'
import { type AssignmentsTable, tables } from './tables.ts'

/** Lets a person or group enter an account; asynchronous. One that exists already is accepted and changes nothing; one whose role cannot be made fails. */
export async function createAccountAssignment(
  context: OperationContext,
  input: CreateAccountAssignmentRequest,
): Promise<CreateAccountAssignmentResponse> {
  const instance = await ownInstance(context, input.InstanceArn)
  return transaction(context, async (context) => {
    const permissionSet = await ownPermissionSet(context, input, 'lock')
    await checkPrincipal(context, instance, input)
    await checkAccount(context, instance, input.TargetId)
    const assignment = {
      account_id: input.TargetId,
      permission_set_arn: permissionSet.arn,
      principal_type: input.PrincipalType,
      principal_id: input.PrincipalId,
    }
    const provisioned = await tables(context)
      .selectFrom('provisioned_roles')
      .select('role_name')
      .where('account_id', '=', input.TargetId)
      .where('permission_set_arn', '=', permissionSet.arn)
      .executeTakeFirst()
    const problem = provisioned ? undefined : await whyNotProvisionable(context, permissionSet, [input.TargetId])
    if (problem === undefined) {
      if (!provisioned) await provisionRole(context, permissionSet, input.TargetId)
      await assign(context, assignment)
    }
    const request = await createRequest(context, { ...assignment, instance_arn: input.InstanceArn, type: 'CREATE_ASSIGNMENT' }, problem)
    return { AccountAssignmentCreationStatus: { ...describeAssignmentStatus(context, request), Status: 'IN_PROGRESS' } }
  })
}

async function assign(context: OperationContext, assignment: Omit<AssignmentsTable, 'effective_at' | 'ended_at'>): Promise<void> {
  await tables(context)
    .insertInto('assignments')
    .values({ ...assignment, effective_at: dueTime(context), ended_at: null })
    .onConflict((existing) =>
      existing
        .columns(['account_id', 'permission_set_arn', 'principal_type', 'principal_id'])
        .doUpdateSet({ effective_at: dueTime(context), ended_at: null })
        .where('assignments.ended_at', 'is not', null),
    )
    .execute()
}

async function checkPrincipal(context: OperationContext, instance: Instance, input: CreateAccountAssignmentRequest): Promise<void> {
  const find = input.PrincipalType === 'USER' ? findUser : findGroup
  if (!(await find(context, instance.identityStoreId, input.PrincipalId))) throw notFound(`${input.PrincipalType} ${input.PrincipalId}`)
}

/** An active account of the organization that the instance belongs to. */
async function checkAccount(context: OperationContext, instance: Instance, accountId: string): Promise<void> {
  const [account, organization] = await Promise.all([findAccount(context, accountId), organizationOf(context, instance.ownerAccountId)])
  const belongs = account?.id === instance.ownerAccountId || (organization && account?.organizationId === organization.id)
  if (!belongs || account.state !== 'ACTIVE') throw notFound(`Account ${accountId}`)
}
