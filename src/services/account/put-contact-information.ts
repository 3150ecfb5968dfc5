import type { OperationContext } from '../../access/context.ts'
import type { Operations, PutContactInformationRequest } from '../../wire/models/account.ts'
import { putContact } from './contact.ts'
import { invalidField } from './faults.ts'
import { targetAccount } from './target-account.ts'

/** Countries where AWS asks for a state or region too. */
const withStates = new Set(['US', 'CA', 'GB', 'DE', 'JP', 'IN', 'BR'])

/** Replaces the primary contact of an account. */
export async function putContactInformation(
  context: OperationContext,
  { AccountId, ContactInformation }: PutContactInformationRequest,
): Promise<Operations['PutContactInformation']['output']> {
  const account = await targetAccount(context, AccountId)
  const { CountryCode, StateOrRegion } = ContactInformation
  if (!/^[A-Z]{2}$/.test(CountryCode)) throw invalidField('countryCode', 'CountryCode must be an ISO 3166 code of two letters.')
  if (withStates.has(CountryCode) && !StateOrRegion)
    throw invalidField('stateOrRegion', `StateOrRegion is required for the country ${CountryCode}.`)
  await putContact(context, account.id, 'PRIMARY', ContactInformation)
  return {}
}
