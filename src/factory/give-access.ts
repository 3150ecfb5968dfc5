import { GetGroupIdCommand } from '@aws-sdk/client-identitystore'
import {
  CreateAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribePermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListPermissionSetsCommand,
} from '@aws-sdk/client-sso-admin'
import { Fault } from '../fault.ts'
import type { Person } from './find-or-create-user.ts'
import type { Work } from './work.ts'

/** What the person named in the request gets on the account. */
const personAccess = 'AWSAdministratorAccess'

/** What Control Tower's groups get on every member account (Control Tower guide, "Groups"). */
const groupAccess: Readonly<Record<string, string>> = {
  AWSControlTowerAdmins: 'AWSOrganizationsFullAccess',
  AWSSecurityAuditPowerUsers: 'AWSPowerUserAccess',
  AWSSecurityAuditors: 'AWSReadOnlyAccess',
}

interface Assignment {
  readonly permissionSetArn: string
  readonly principalType: 'USER' | 'GROUP'
  readonly principalId: string
}

/** The person administers the account, and the landing zone's groups have their part; a group that was removed is left out. */
export async function giveAccess(work: Work, accountId: string, person: Person): Promise<void> {
  const permissionSets = await permissionSetArns(work, person.instanceArn)
  const administrator = permissionSets.get(personAccess)
  if (!administrator) {
    throw new Fault(
      'ResourceNotFoundException',
      `IAM Identity Center has no permission set ${personAccess}. Create it, then retry the request.`,
    )
  }
  const assignments: Assignment[] = [{ permissionSetArn: administrator, principalType: 'USER', principalId: person.userId }]
  for (const [group, permissionSet] of Object.entries(groupAccess)) {
    const permissionSetArn = permissionSets.get(permissionSet)
    const groupId = permissionSetArn && (await findGroupId(work, person.identityStoreId, group))
    if (groupId) assignments.push({ permissionSetArn, principalType: 'GROUP', principalId: groupId })
  }
  // Asked for one after the other, waited for together: each takes AWS about a minute.
  const asked: string[] = []
  for (const assignment of assignments) {
    if (await isAssigned(work, accountId, person.instanceArn, assignment)) continue
    asked.push(await assign(work, accountId, person.instanceArn, assignment))
  }
  for (const requestId of asked) await untilAssigned(work, accountId, person.instanceArn, requestId)
  await work.note(`${personAccess} for the user, and the groups of the landing zone`)
}

/** Gives the id of the request, to be waited for. */
async function assign(work: Work, accountId: string, instanceArn: string, assignment: Assignment): Promise<string> {
  const { AccountAssignmentCreationStatus: asked } = await work.clients.ssoAdmin.send(
    new CreateAccountAssignmentCommand({
      InstanceArn: instanceArn,
      TargetType: 'AWS_ACCOUNT',
      TargetId: accountId,
      PermissionSetArn: assignment.permissionSetArn,
      PrincipalType: assignment.principalType,
      PrincipalId: assignment.principalId,
    }),
  )
  return asked?.RequestId ?? ''
}

async function untilAssigned(work: Work, accountId: string, instanceArn: string, requestId: string): Promise<void> {
  const status = await work.wait('IAM Identity Center to give access to the account', async () => {
    const { AccountAssignmentCreationStatus: now } = await work.clients.ssoAdmin.send(
      new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn: instanceArn,
        AccountAssignmentCreationRequestId: requestId,
      }),
    )
    return now?.Status === 'IN_PROGRESS' ? undefined : now
  })
  if (status.Status === 'SUCCEEDED') return
  const reason = status.FailureReason ?? 'no reason given'
  throw new Fault(
    'AccountAssignmentFailed',
    `IAM Identity Center could not give access to account ${accountId}: ${reason}. Retry the request.`,
  )
}

async function isAssigned(work: Work, accountId: string, instanceArn: string, assignment: Assignment): Promise<boolean> {
  let token: string | undefined
  do {
    const page = await work.clients.ssoAdmin.send(
      new ListAccountAssignmentsCommand({
        InstanceArn: instanceArn,
        AccountId: accountId,
        PermissionSetArn: assignment.permissionSetArn,
        NextToken: token,
      }),
    )
    if (page.AccountAssignments?.some((one) => one.PrincipalId === assignment.principalId)) return true
    token = page.NextToken
  } while (token)
  return false
}

async function permissionSetArns(work: Work, instanceArn: string): Promise<Map<string, string>> {
  const wanted = new Set([personAccess, ...Object.values(groupAccess)])
  const arns = new Map<string, string>()
  let token: string | undefined
  do {
    const page = await work.clients.ssoAdmin.send(
      new ListPermissionSetsCommand({ InstanceArn: instanceArn, MaxResults: 100, NextToken: token }),
    )
    for (const arn of page.PermissionSets ?? []) {
      const command = new DescribePermissionSetCommand({ InstanceArn: instanceArn, PermissionSetArn: arn })
      const { PermissionSet } = await work.clients.ssoAdmin.send(command)
      if (PermissionSet?.Name && wanted.has(PermissionSet.Name)) arns.set(PermissionSet.Name, arn)
      if (arns.size === wanted.size) return arns
    }
    token = page.NextToken
  } while (token)
  return arns
}

async function findGroupId(work: Work, identityStoreId: string, name: string): Promise<string | undefined> {
  try {
    const { GroupId } = await work.clients.identityStore.send(
      new GetGroupIdCommand({
        IdentityStoreId: identityStoreId,
        AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: name } },
      }),
    )
    return GroupId
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined
    throw error
  }
}
