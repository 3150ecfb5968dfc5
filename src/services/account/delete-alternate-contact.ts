import type { OperationContext } from '../../access/context.ts'
import type { DeleteAlternateContactRequest, Operations } from '../../wire/models/account.ts'
import { notFound } from './faults.ts'
import { tables } from './tables.ts'
import { targetAccount } from './target-account.ts'

/** Takes the billing, operations or security contact of an account away. */
export async function deleteAlternateContact(
  context: OperationContext,
  { AccountId, AlternateContactType }: DeleteAlternateContactRequest,
): Promise<Operations['DeleteAlternateContact']['output']> {
  const account = await targetAccount(context, AccountId)
  const { numDeletedRows } = await tables(context)
    .deleteFrom('contacts')
    .where('account_id', '=', account.id)
    .where('kind', '=', AlternateContactType)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw notFound('No contact of the inputted alternate contact type found.')
  return {}
}
