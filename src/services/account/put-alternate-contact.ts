import type { OperationContext } from '../../access/context.ts'
import type { Operations, PutAlternateContactRequest } from '../../wire/models/account.ts'
import { putContact } from './contact.ts'
import { targetAccount } from './target-account.ts'

/** Replaces the billing, operations or security contact of an account. */
export async function putAlternateContact(
  context: OperationContext,
  { AccountId, ...contact }: PutAlternateContactRequest,
): Promise<Operations['PutAlternateContact']['output']> {
  const account = await targetAccount(context, AccountId)
  await putContact(context, account.id, contact.AlternateContactType, contact)
  return {}
}
