import { hash } from 'node:crypto'
import type { OperationContext } from '../../access/context.ts'
import { deleteRole, ensureRole, existingPolicies, findRole, linkRoles } from '../iam/index.ts'
import { arnIn, readReferences } from './customer-managed-policies.ts'
import { sessionSeconds } from './permission-set.ts'
import { type PermissionSetsTable, tables } from './tables.ts'

const longestSessionSeconds = 12 * 3600

/** Brings the permission set's role in the account to the state of the permission set. */
export async function provisionRole(context: OperationContext, permissionSet: PermissionSetsTable, accountId: string): Promise<void> {
  const [managed, customers] = await Promise.all([
    tables(context).selectFrom('managed_policies').select('policy_arn').where('permission_set_arn', '=', permissionSet.arn).execute(),
    readReferences(context, permissionSet.arn),
  ])
  const boundary = permissionSet.boundary_policy_arn ?? boundaryArnIn(permissionSet, accountId)
  // Stable for account and permission set, so that a role that comes back has the ARN that policies name.
  const suffix = hash('sha256', `${accountId}/${permissionSet.arn}`).slice(0, 16)
  const name = `AWSReservedSSO_${permissionSet.name}_${suffix}`
  const { homeRegion } = context.settings
  const { arn } = await ensureRole(context, {
    accountId,
    name,
    path: `/aws-reserved/sso.amazonaws.com/${homeRegion === 'us-east-1' ? '' : `${homeRegion}/`}`,
    trustPolicy: trustPolicy(accountId),
    ...(permissionSet.description !== null && { description: permissionSet.description }),
    managedPolicyArns: [...managed.map(({ policy_arn }) => policy_arn), ...customers.map((reference) => arnIn(accountId, reference))],
    ...(permissionSet.inline_policy !== null && { inlinePolicies: { AwsSSOInlinePolicy: permissionSet.inline_policy } }),
    maxSessionSeconds: longestSessionSeconds,
    ...(boundary !== undefined && { permissionsBoundary: boundary }),
  })
  await linkRoles(context, accountId, ['sso'])
  const row = { role_name: name, role_arn: arn, latest: true, provisioned_at: context.clock.now() }
  await tables(context)
    .insertInto('provisioned_roles')
    .values({ account_id: accountId, permission_set_arn: permissionSet.arn, ...row })
    .onConflict((conflict) => conflict.columns(['account_id', 'permission_set_arn']).doUpdateSet(row))
    .execute()
}

/** Why the permission set can have no role in one of the accounts: a policy of the customer's that it names is not there. */
export async function whyNotProvisionable(
  context: OperationContext,
  permissionSet: PermissionSetsTable,
  accountIds: readonly string[],
): Promise<string | undefined> {
  const references = await readReferences(context, permissionSet.arn)
  const needed = accountIds.flatMap((accountId) => [
    ...references.map((reference) => arnIn(accountId, reference)),
    ...[boundaryArnIn(permissionSet, accountId) ?? []].flat(),
  ])
  const found = await existingPolicies(context, needed)
  const missing = needed.find((arn) => !found.has(arn))
  return missing && `Received a 404 status error: Policy ${missing} does not exist or is not attachable.`
}

function boundaryArnIn({ boundary_policy_name: name, boundary_policy_path: path }: PermissionSetsTable, accountId: string) {
  return name === null ? undefined : arnIn(accountId, { name, path: path ?? '/' })
}

/** Takes the role out of the account when no assignment needs it any more. */
export async function releaseRole(context: OperationContext, permissionSetArn: string, accountId: string): Promise<void> {
  const needed = await tables(context)
    .selectFrom('assignments')
    .select('principal_id')
    .where('permission_set_arn', '=', permissionSetArn)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (needed) return
  const role = await tables(context)
    .deleteFrom('provisioned_roles')
    .where('permission_set_arn', '=', permissionSetArn)
    .where('account_id', '=', accountId)
    .returning('role_name')
    .executeTakeFirst()
  if (role) await deleteRole(context, accountId, role.role_name)
}

/** ARN of the role that the permission set of this name has in the account. */
export async function roleArnOf(context: OperationContext, accountId: string, permissionSetName: string): Promise<string | undefined> {
  const row = await tables(context)
    .selectFrom('provisioned_roles')
    .innerJoin('permission_sets', 'permission_sets.arn', 'provisioned_roles.permission_set_arn')
    .select('provisioned_roles.role_arn')
    .where('provisioned_roles.account_id', '=', accountId)
    .where('permission_sets.name', '=', permissionSetName)
    .executeTakeFirst()
  return row?.role_arn
}

export interface RoleSession {
  readonly roleArn: string
  readonly roleId: string
  readonly roleName: string
  readonly sessionSeconds: number
}

/** What a person may enter: undefined unless an assignment of them or of one of their groups is in force. */
export async function roleSessionOf(
  context: OperationContext,
  question: { accountId: string; permissionSetName: string; principalIds: readonly string[] },
): Promise<RoleSession | undefined> {
  const now = context.clock.now()
  const row = await tables(context)
    .selectFrom('assignments')
    .innerJoin('permission_sets', 'permission_sets.arn', 'assignments.permission_set_arn')
    .innerJoin('provisioned_roles', (join) =>
      join
        .onRef('provisioned_roles.permission_set_arn', '=', 'assignments.permission_set_arn')
        .onRef('provisioned_roles.account_id', '=', 'assignments.account_id'),
    )
    .select(['provisioned_roles.role_name', 'permission_sets.session_duration'])
    .where('assignments.account_id', '=', question.accountId)
    .where('permission_sets.name', '=', question.permissionSetName)
    .where('assignments.principal_id', 'in', question.principalIds)
    .where('assignments.effective_at', '<=', now)
    .where((eb) => eb.or([eb('assignments.ended_at', 'is', null), eb('assignments.ended_at', '>', now)]))
    .executeTakeFirst()
  const role = row && (await findRole(context, question.accountId, row.role_name))
  return role && { roleArn: role.arn, roleId: role.roleId, roleName: role.name, sessionSeconds: sessionSeconds(row.session_duration) }
}

function trustPolicy(accountId: string): object {
  const provider = `arn:aws:iam::${accountId}:saml-provider/AWSSSO_DO_NOT_DELETE`
  const statement = { Effect: 'Allow', Principal: { Federated: provider }, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] }
  return {
    Version: '2012-10-17',
    Statement: [{ ...statement, Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } }],
  }
}
