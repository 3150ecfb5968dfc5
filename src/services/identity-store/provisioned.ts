// What AWS has no operation for, because the external identity provider alone says it: external ids, and who is disabled.
import type { OperationContext } from '../../access/context.ts'
import { breaksIndex, duplicate, notFound } from './faults.ts'
import { tables } from './tables.ts'

interface Provisioned {
  readonly identityStoreId: string
  readonly id: string
}

/** Throws ConflictException when it is somebody else's. */
export async function setUserExternalId(
  context: OperationContext,
  { identityStoreId, id }: Provisioned,
  externalId: string | null,
): Promise<void> {
  try {
    const { numUpdatedRows } = await tables(context)
      .updateTable('users')
      .set({ external_id: externalId, ...updated(context) })
      .where('identity_store_id', '=', identityStoreId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw notFound('USER', id)
  } catch (error) {
    if (breaksIndex(error, 'users_by_external_id')) throw duplicate('ExternalId')
    throw error
  }
}

const updated = (context: OperationContext) => ({ updated_at: context.clock.now(), updated_by: context.caller.arn })
