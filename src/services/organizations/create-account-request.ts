import type { Selectable } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { CreateAccountStatus } from '../../wire/models/organizations.ts'
import { type CreateAccountRequestsTable, tables } from './tables.ts'

// A request for an account is decided when it is made; IN_PROGRESS is a matter of the clock, not of work in the background.

export type CreateAccountRequestRow = Selectable<CreateAccountRequestsTable>

export const selectRequests = (context: OperationContext, organizationId: string) =>
  tables(context).selectFrom('create_account_requests').selectAll().where('organization_id', '=', organizationId)

/** How the request stands at this time. */
export function createAccountStatus(request: CreateAccountRequestRow, now: Date): CreateAccountStatus {
  if (request.completes_at > now) return inProgress(request)
  return {
    ...inProgress(request),
    State: request.failure_reason ? 'FAILED' : 'SUCCEEDED',
    CompletedTimestamp: request.completes_at,
    ...(request.failure_reason ? { FailureReason: request.failure_reason } : { AccountId: request.account_id ?? undefined }),
  }
}

/** The request as CreateAccount answers it, however fast its work is. */
export function inProgress(request: CreateAccountRequestRow): CreateAccountStatus {
  return { Id: request.id, AccountName: request.account_name, State: 'IN_PROGRESS', RequestedTimestamp: request.requested_at }
}
