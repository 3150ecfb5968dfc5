import type { OperationContext } from '../../access/context.ts'
import type { GetAccountInformationRequest, GetAccountInformationResponse } from '../../wire/models/account.ts'
import { targetAccount } from './target-account.ts'

const states = {
  PENDING_ACTIVATION: 'PENDING_ACTIVATION',
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'SUSPENDED',
  CLOSED: 'CLOSED',
} as const

/** Name, state and age of an account. */
export async function getAccountInformation(
  context: OperationContext,
  { AccountId }: GetAccountInformationRequest,
): Promise<GetAccountInformationResponse> {
  const { id, name, createdAt, state } = await targetAccount(context, AccountId)
  return { AccountId: id, AccountName: name, AccountCreatedDate: createdAt, AccountState: states[state] }
}
