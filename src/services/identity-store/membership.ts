import type { OperationContext } from '../../access/context.ts'
import type { MemberId } from '../../wire/models/identitystore.ts'
import { invalid, notFound } from './faults.ts'
import { type MembershipsTable, tables } from './tables.ts'

/** The user that a member id names; there are no other members. */
export function memberOf({ UserId }: MemberId): string {
  if (!UserId) throw invalid('MemberId.UserId is required.')
  return UserId
}

/** The row; throws ResourceNotFoundException. */
export async function membershipRow(context: OperationContext, identityStoreId: string, membershipId: string): Promise<MembershipsTable> {
  const row = await tables(context)
    .selectFrom('memberships')
    .selectAll()
    .where('identity_store_id', '=', identityStoreId)
    .where('id', '=', membershipId)
    .executeTakeFirst()
  if (!row) throw notFound('GROUP_MEMBERSHIP', membershipId)
  return row
}
