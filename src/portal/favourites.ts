import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { tables } from './tables.ts'

const mostFavourites = 50

/** Accounts that a person starred, the first one first. */
export async function listFavourites(context: OperationContext, userId: string): Promise<string[]> {
  const rows = await tables(context)
    .selectFrom('favourites')
    .select('account_id')
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('account_id')
    .limit(mostFavourites)
    .execute()
  return rows.map(({ account_id }) => account_id)
}

/** Starring twice is as good as once. Throws LimitExceededException. */
export async function addFavourite(context: OperationContext, userId: string, accountId: string): Promise<void> {
  if ((await listFavourites(context, userId)).length >= mostFavourites)
    throw new Fault('LimitExceededException', `At most ${mostFavourites} accounts can be favourites; take one away first.`)
  await tables(context)
    .insertInto('favourites')
    .values({ user_id: userId, account_id: accountId, created_at: context.clock.now() })
    .onConflict((existing) => existing.doNothing())
    .execute()
}

export async function removeFavourite(context: OperationContext, userId: string, accountId: string): Promise<void> {
  await tables(context).deleteFrom('favourites').where('user_id', '=', userId).where('account_id', '=', accountId).execute()
}
