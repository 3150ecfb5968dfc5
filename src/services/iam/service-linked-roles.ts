import type { OperationContext } from '../../access/context.ts'
import { randomUUID } from '../../random.ts'
import type { CreateServiceLinkedRoleRequest, Role } from '../../wire/models/iam.ts'
import { describeWholeRole } from './describe.ts'
import { createEntity, findEntity, getEntity } from './entity.ts'
import { invalidInput, noSuchEntity } from './faults.ts'
import { forgetPolicies } from './policies-of.ts'
import { tables } from './tables.ts'
import { forgetTags } from './tags.ts'

/** Names of the roles that services link, where they are known. */
const names: Readonly<Record<string, string>> = {
  'account.amazonaws.com': 'AWSServiceRoleForAccount',
  'cloudtrail.amazonaws.com': 'AWSServiceRoleForCloudTrail',
  'config.amazonaws.com': 'AWSServiceRoleForConfig',
  'controltower.amazonaws.com': 'AWSServiceRoleForAWSControlTower',
  'guardduty.amazonaws.com': 'AWSServiceRoleForAmazonGuardDuty',
  'member.org.stacksets.cloudformation.amazonaws.com': 'AWSServiceRoleForCloudFormationStackSetsOrgMember',
  'organizations.amazonaws.com': 'AWSServiceRoleForOrganizations',
  'securityhub.amazonaws.com': 'AWSServiceRoleForSecurityHub',
  'servicecatalog.amazonaws.com': 'AWSServiceRoleForServiceCatalogSync',
  'sso.amazonaws.com': 'AWSServiceRoleForSSO',
  'stacksets.cloudformation.amazonaws.com': 'AWSServiceRoleForCloudFormationStackSetsOrgAdmin',
}

/** A role that only the service may assume and change. For services whose role's name is not known here one is made of the service's own. */
export async function createServiceLinkedRole(
  context: OperationContext,
  { AWSServiceName, Description, CustomSuffix }: CreateServiceLinkedRoleRequest,
): Promise<{ Role: Role }> {
  if (!/^[a-z0-9.-]+\.amazonaws\.com$/.test(AWSServiceName)) throw invalidInput(`${AWSServiceName} is not a service principal.`)
  const [service = ''] = AWSServiceName.split('.')
  const name = names[AWSServiceName] ?? `AWSServiceRoleFor${service.charAt(0).toUpperCase()}${service.slice(1)}`
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: AWSServiceName }, Action: 'sts:AssumeRole' }],
  }
  const roleName = CustomSuffix === undefined ? name : `${name}_${CustomSuffix}`
  if (await findEntity(context, 'role', roleName))
    throw invalidInput(`Service role name ${roleName} has been taken in this account, please try a different suffix.`)
  const row = await createEntity(context, 'role', {
    name: roleName,
    path: `/aws-service-role/${AWSServiceName}/`,
    description: Description,
    trustPolicy: JSON.stringify(trust),
  })
  return { Role: await describeWholeRole(context, row) }
}

/** Done at once: nothing here uses such a role. The task's id names the role. */
export async function deleteServiceLinkedRole(
  context: OperationContext,
  { RoleName }: { RoleName: string },
): Promise<{ DeletionTaskId: string }> {
  const row = await getEntity(context, 'role', RoleName)
  if (!row.path.startsWith('/aws-service-role/')) throw invalidInput(`${RoleName} is not a service-linked role.`)
  await tables(context).deleteFrom('principals').where('arn', '=', row.arn).execute()
  await forgetTags(context, row.arn)
  forgetPolicies(context, row.arn)
  return { DeletionTaskId: `task${row.path}${RoleName}/${randomUUID()}` }
}

export async function getServiceLinkedRoleDeletionStatus(
  context: OperationContext,
  { DeletionTaskId }: { DeletionTaskId: string },
): Promise<{ Status: 'SUCCEEDED' }> {
  const [, name] = /^task\/aws-service-role\/[^/]+\/([^/]+)\/[0-9a-f-]{36}$/.exec(DeletionTaskId) ?? []
  const found = name !== undefined && (await findEntity(context, 'role', name))
  if (name === undefined || found) throw noSuchEntity(`The deletion task ${DeletionTaskId} cannot be found.`)
  return { Status: 'SUCCEEDED' }
}
