import type { OperationContext } from '../../access/context.ts'
import type { GetPrimaryEmailUpdateStatusRequest, GetPrimaryEmailUpdateStatusResponse } from '../../wire/models/account.ts'
import { notFound } from './faults.ts'
import { findUpdate } from './primary-email-code.ts'
import { targetAccount } from './target-account.ts'

/** How far the last change of an account's root e-mail address has come. */
export async function getPrimaryEmailUpdateStatus(
  context: OperationContext,
  { AccountId }: GetPrimaryEmailUpdateStatusRequest,
): Promise<GetPrimaryEmailUpdateStatusResponse> {
  const account = await targetAccount(context, AccountId)
  const update = await findUpdate(context, account.id)
  if (!update) throw notFound('No update of the primary email was found for this account.')
  return { Status: update.sealed_code === null ? 'COMPLETED' : 'PENDING', UpdatedAt: update.updated_at }
}
