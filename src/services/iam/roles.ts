import { type OperationContext, transaction } from '../../access/context.ts'
import type { CreateRoleRequest, ListRolesRequest, ListRolesResponse, Role, UpdateRoleRequest } from '../../wire/models/iam.ts'
import { describeRole, describeWholeRole, readTrustPolicies } from './describe.ts'
import { checkTrustDocument } from './documents.ts'
import { createEntity, getEntity, getModifiable, listEntities, updateEntity } from './entity.ts'
import { deleteConflict, validation } from './faults.ts'
import { iamPage } from './page.ts'
import { forgetPolicies } from './policies-of.ts'
import { checkAttachable } from './policy-document-of.ts'
import { type PrincipalsTable, tables } from './tables.ts'
import { forgetTags } from './tags.ts'

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
  const { rows, more } = await iamPage(
    ['ListRoles', context.caller.accountId, input.PathPrefix],
    input,
    ({ name }: PrincipalsTable) => [name],
    (after, limit) => listEntities(context, 'role', { pathPrefix: input.PathPrefix, after: after && String(after[0]), limit }),
  )
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

/** Deletes what has no policies any more. */
export function removeEntity(context: OperationContext, row: PrincipalsTable): Promise<void> {
  return transaction(context, async (context) => {
    await tables(context).selectFrom('principals').select('arn').where('arn', '=', row.arn).forUpdate().execute()
    const [attached, inline] = await Promise.all(
      (['attached_policies', 'inline_policies'] as const).map((table) =>
        tables(context).selectFrom(table).select('principal_arn').where('principal_arn', '=', row.arn).limit(1).execute(),
      ),
    )
    if (attached?.length) throw deleteConflict('Cannot delete entity, must detach all policies first.')
    if (inline?.length) throw deleteConflict('Cannot delete entity, must delete policies first.')
    await tables(context).deleteFrom('principals').where('arn', '=', row.arn).execute()
    await forgetTags(context, row.arn)
    forgetPolicies(context, row.arn)
  })
}
