import type { OperationContext } from '../../access/context.ts'
import type { Operations, PutAccountNameRequest } from '../../wire/models/account.ts'
import { renameAccount } from '../organizations/index.ts'
import { targetAccount } from './target-account.ts'

/** Renames an account; Organizations shows the new name at once. */
export async function putAccountName(
  context: OperationContext,
  { AccountId, AccountName }: PutAccountNameRequest,
): Promise<Operations['PutAccountName']['output']> {
  const account = await targetAccount(context, AccountId)
  await renameAccount(context, account.id, AccountName)
  return {}
}
