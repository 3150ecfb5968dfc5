// What AWS has no operation for, because the external identity provider alone says it: external ids, who is disabled, enterprise attributes.
import type { OperationContext } from '../../access/context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { duplicate, notFound } from './faults.ts'
import { tables, type UserAttributes, type UsersTable } from './tables.ts'
import { userRow } from './user.ts'

/** Key of the enterprise attributes among a user's extensions, as on AWS. */
export const enterpriseExtension = 'aws:identitystore:enterprise'

export interface ProvisionedPart {
  readonly externalId: string | null
  readonly enabled: boolean
  /** Undefined: none. */
  readonly enterprise: Readonly<Record<string, unknown>> | undefined
}

/** Throws ConflictException when the external id is somebody else's. */
export async function setProvisionedPart(
  context: OperationContext,
  { identityStoreId, id }: { identityStoreId: string; id: string },
  part: ProvisionedPart,
): Promise<UsersTable> {
  const row = await userRow(context, identityStoreId, id, 'lock')
  const { Extensions: _, ...attributes } = row.attributes as UserAttributes & { Extensions?: unknown }
  const extended = part.enterprise ? { ...attributes, Extensions: { [enterpriseExtension]: part.enterprise } } : attributes
  return unlessTaken(
    tables(context)
      .updateTable('users')
      .set({
        external_id: part.externalId,
        status: part.enabled ? 'ENABLED' : 'DISABLED',
        attributes: JSON.stringify(extended) as never,
        ...updated(context),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
}

/** Throws ConflictException when it is somebody else's. */
export async function setUserExternalId(
  context: OperationContext,
  { identityStoreId, id }: { identityStoreId: string; id: string },
  externalId: string,
): Promise<void> {
  const set = { external_id: externalId, ...updated(context) }
  const changed = await unlessTaken(
    tables(context)
      .updateTable('users')
      .set(set)
      .where('identity_store_id', '=', identityStoreId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst(),
  )
  if (!changed) throw notFound('USER', id)
}

export const updated = (context: OperationContext) => ({ updated_at: context.clock.now(), updated_by: context.caller.arn })

export async function unlessTaken<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write
  } catch (error) {
    if (isUniqueViolation(error, 'users_by_external_id') || isUniqueViolation(error, 'groups_by_external_id')) throw duplicate('ExternalId')
    throw error
  }
}
