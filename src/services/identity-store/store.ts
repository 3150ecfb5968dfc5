import type { OperationContext } from '../../access/context.ts'
import { type PageKey, readPage } from '../../access/page.ts'
import { Fault } from '../../fault.ts'
import { randomUUID } from '../../random.ts'
import type { ErrorCode } from '../../wire/models/identitystore.ts'
import { invalid } from './faults.ts'
import { tables } from './tables.ts'

const defaultPageSize = 50

/** Makes an empty identity store. `identityStoreId`: `d-` and ten hexadecimal digits. */
export async function createIdentityStore(
  context: OperationContext,
  store: { identityStoreId: string; ownerAccountId: string },
): Promise<void> {
  const row = { id: store.identityStoreId, owner_account_id: store.ownerAccountId, created_at: context.clock.now() }
  await tables(context).insertInto('stores').values(row).execute()
}

/** Takes a store away with all that is in it; run it in a transaction. */
export async function deleteIdentityStore(context: OperationContext, identityStoreId: string): Promise<void> {
  for (const table of ['memberships', 'groups', 'users'] as const) {
    await tables(context).deleteFrom(table).where('identity_store_id', '=', identityStoreId).execute()
  }
  await tables(context).deleteFrom('stores').where('id', '=', identityStoreId).execute()
}

/** Only the account that owns the store may use it; throws AccessDeniedException to any other, whether the store exists or not. */
export async function checkStore(context: OperationContext, identityStoreId: string): Promise<void> {
  const row = await tables(context).selectFrom('stores').select('owner_account_id').where('id', '=', identityStoreId).executeTakeFirst()
  if (row?.owner_account_id === context.caller.accountId) return
  throw new Fault<ErrorCode>('AccessDeniedException', `You do not have access to the identity store ${identityStoreId}.`)
}

/** Ids are the store's digits and a uuid, as AWS makes them. */
export function newId(identityStoreId: string): string {
  return `${identityStoreId.replace(/^d-/, '')}-${randomUUID()}`
}

/** A page of rows ordered by id. */
export function readPageById<Row extends { id: string }>(
  query: readonly unknown[],
  input: { NextToken?: string; MaxResults?: number },
  read: (afterId: string, limit: number) => Promise<Row[]>,
): Promise<{ rows: Row[]; nextToken: string | undefined }> {
  return readPage({
    query,
    token: input.NextToken,
    size: input.MaxResults ?? defaultPageSize,
    invalidToken: () => invalid('The pagination token is not one of this list.'),
    keyOf: ({ id }): PageKey => [id],
    read: (after, limit) => read(String(after?.[0] ?? ''), limit),
  })
}
