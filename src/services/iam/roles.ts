import type { OperationContext } from '../../access/context.ts'
import type { CreateRoleRequest, ListRolesRequest, ListRolesResponse, Role, UpdateRoleRequest } from '../../wire/models/iam.ts'
import { describeRole, describeWholeRole, readTrustPolicies } from './describe.ts'
import { checkTrustDocument } from './documents.ts'
import { createEntity, getEntity, getModifiable, listEntities, removeEntity, updateEntity } from './entity.ts'
import { validation } from './faults.ts'
import { checkAttachable } from './policy-document-of.ts'

export async function createRole(context: OperationContext, input: CreateRoleRequest): Promise<{ Role: Role }> {
  if (/^\/(aws-reserved|aws-service-role)\//.test(input.Path ?? '/'))
    throw validation(`The path ${input.Path} is reserved for AWS services.`)
  if (input.PermissionsBoundary !== undefined) await checkAttachable(context, context.caller.accountId, [input.PermissionsBoundary])
  const row = await createEntity(context, 'role', {
    name: input.RoleName,
    path: input.Path,
    description: input.Description,
    trustPolicy: checkTrustDocument(input.AssumeRolePolicyDocument),
    maxSessionSeconds: input.MaxSessionDuration,
    boundaryArn: input.PermissionsBoundary,
    tags: input.Tags,
  })
  return { Role: await describeWholeRole(context, row) }
}

export async function getRole(context: OperationContext, { RoleName }: { RoleName: string }): Promise<{ Role: Role }> {
  return { Role: await describeWholeRole(context, await getEntity(context, 'role', RoleName)) }
}

export async function listRoles(context: OperationContext, input: ListRolesRequest): Promise<ListRolesResponse> {
  const { rows, more } = await listEntities(context, 'role', input)
  const trust = await readTrustPolicies(
    context,
    rows.map(({ arn }) => arn),
  )
  return { Roles: rows.map((row) => describeRole(row, trust.get(row.arn) ?? '{}')), ...more }
}

/** Without a description it is taken away, as IAM does. */
export async function updateRole(
  context: OperationContext,
  { RoleName, Description, MaxSessionDuration }: UpdateRoleRequest,
): Promise<Record<string, never>> {
  const row = await getModifiable(context, 'role', RoleName)
  await updateEntity(context, row, { description: Description ?? null, max_session_seconds: MaxSessionDuration ?? 3600 })
  return {}
}

export async function updateRoleDescription(
  context: OperationContext,
  { RoleName, Description }: { RoleName: string; Description: string },
): Promise<{ Role: Role }> {
  await updateEntity(context, await getModifiable(context, 'role', RoleName), { description: Description })
  return getRole(context, { RoleName })
}

export async function updateAssumeRolePolicy(
  context: OperationContext,
  { RoleName, PolicyDocument }: { RoleName: string; PolicyDocument: string },
): Promise<Record<string, never>> {
  const trust_policy = checkTrustDocument(PolicyDocument)
  await updateEntity(context, await getModifiable(context, 'role', RoleName), { trust_policy })
  return {}
}

/** Throws DeleteConflict while it has policies. */
export async function deleteRole(context: OperationContext, { RoleName }: { RoleName: string }): Promise<Record<string, never>> {
  await removeEntity(context, await getModifiable(context, 'role', RoleName))
  return {}
}
