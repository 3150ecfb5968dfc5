import type { OperationContext } from '../../access/context.ts'
import type { ContactInformation, GetContactInformationRequest, GetContactInformationResponse } from '../../wire/models/account.ts'
import { findContact } from './contact.ts'
import { notFound } from './faults.ts'
import { targetAccount } from './target-account.ts'

/** The primary contact of an account. */
export async function getContactInformation(
  context: OperationContext,
  { AccountId }: GetContactInformationRequest,
): Promise<GetContactInformationResponse> {
  const account = await targetAccount(context, AccountId)
  const contact = await findContact(context, account.id, 'PRIMARY')
  if (!contact) throw notFound('No contact information was found for this account.')
  return { ContactInformation: contact as ContactInformation }
}
