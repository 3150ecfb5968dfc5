import type { OperationContext } from '../../access/context.ts'
import type { AlternateContact, GetAlternateContactRequest, GetAlternateContactResponse } from '../../wire/models/account.ts'
import { findContact } from './contact.ts'
import { notFound } from './faults.ts'
import { targetAccount } from './target-account.ts'

/** The billing, operations or security contact of an account. */
export async function getAlternateContact(
  context: OperationContext,
  { AccountId, AlternateContactType }: GetAlternateContactRequest,
): Promise<GetAlternateContactResponse> {
  const account = await targetAccount(context, AccountId)
  const contact = await findContact(context, account.id, AlternateContactType)
  if (!contact) throw notFound('No contact of the inputted alternate contact type found.')
  return { AlternateContact: contact as AlternateContact }
}
