import { listAccessKeys } from '../../access/access-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { CreateUserRequest, ListUsersRequest, ListUsersResponse, User } from '../../wire/models/iam.ts'
import { describeUser, describeWholeUser } from './describe.ts'
import { createEntity, getEntity, listEntities, removeEntity } from './entity.ts'
import { deleteConflict, validation } from './faults.ts'
import { checkAttachable } from './policy-document-of.ts'
import { rename } from './rename.ts'
import { tables } from './tables.ts'

export async function createUser(context: OperationContext, input: CreateUserRequest): Promise<{ User: User }> {
  if (input.PermissionsBoundary !== undefined) await checkAttachable(context, context.caller.accountId, [input.PermissionsBoundary])
  const { UserName: name, Path: path, PermissionsBoundary: boundaryArn, Tags: tags } = input
  return { User: await describeWholeUser(context, await createEntity(context, 'user', { name, path, boundaryArn, tags })) }
}

/** Whom a call is about that names nobody: the user who calls. Throws ValidationError when no user does. */
export function userNameOf({ caller }: OperationContext, name: string | undefined): string {
  if (name !== undefined) return name
  if (caller.type !== 'iam-user') throw validation('Must specify userName when calling with non-User credentials')
  return caller.principalArn.split('/').at(-1) ?? ''
}

export async function getUser(context: OperationContext, { UserName }: { UserName?: string }): Promise<{ User: User }> {
  return { User: await describeWholeUser(context, await getEntity(context, 'user', userNameOf(context, UserName))) }
}

export async function listUsers(context: OperationContext, input: ListUsersRequest): Promise<ListUsersResponse> {
  const { rows, more } = await listEntities(context, 'user', input)
  return { Users: rows.map(describeUser), ...more }
}

export async function updateUser(
  context: OperationContext,
  { UserName, NewUserName, NewPath }: { UserName: string; NewUserName?: string; NewPath?: string },
): Promise<Record<string, never>> {
  await rename(context, await getEntity(context, 'user', UserName), { name: NewUserName, path: NewPath })
  return {}
}

/** Throws DeleteConflict while the user has keys, groups or policies. */
export async function deleteUser(context: OperationContext, { UserName }: { UserName: string }): Promise<Record<string, never>> {
  const user = await getEntity(context, 'user', UserName)
  if ((await listAccessKeys(context, user.arn)).length > 0) throw deleteConflict('Cannot delete entity, must delete access keys first.')
  const group = await tables(context).selectFrom('group_members').select('group_arn').where('user_arn', '=', user.arn).limit(1).execute()
  if (group.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.')
  await removeEntity(context, user)
  return {}
}
