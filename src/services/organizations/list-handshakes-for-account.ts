import type { OperationContext } from '../../access/context.ts'
import type { ListHandshakesForAccountRequest, ListHandshakesForAccountResponse } from '../../wire/models/organizations.ts'
import { listHandshakes } from './handshake-lists.ts'

/** What the caller's account was asked, by whichever organization. */
export async function listHandshakesForAccount(
  context: OperationContext,
  input: ListHandshakesForAccountRequest,
): Promise<ListHandshakesForAccountResponse> {
  const of = { column: 'handshakes.account_id', id: context.caller.accountId } as const
  return listHandshakes(context, { operation: 'ListHandshakesForAccount', of, input })
}
