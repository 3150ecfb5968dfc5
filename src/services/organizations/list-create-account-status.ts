import type { OperationContext } from '../../access/context.ts'
import type { ListCreateAccountStatusRequest, ListCreateAccountStatusResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { type CreateAccountRequestRow, createAccountStatus, selectRequests } from './create-account-request.ts'
import { type PageKey, readPage } from './page.ts'

type States = NonNullable<ListCreateAccountStatusRequest['States']>

/** Requests for accounts in the order they were made. */
export async function listCreateAccountStatus(
  context: OperationContext,
  input: ListCreateAccountStatusRequest,
): Promise<ListCreateAccountStatusResponse> {
  const organization = await organizationOpenToCaller(context, 'ListCreateAccountStatus', input)
  const states = [...new Set(input.States)].sort()
  const { rows, nextToken } = await readPage<CreateAccountRequestRow>({
    query: ['ListCreateAccountStatus', organization.id, states],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: (request) => [request.requested_at.getTime(), request.id],
    read: (after, limit) => readRequests(context, organization.id, states, after, limit),
  })
  return { CreateAccountStatuses: rows.map((row) => createAccountStatus(row, context.clock.now())), NextToken: nextToken }
}

function readRequests(
  context: OperationContext,
  organizationId: string,
  states: States,
  after: PageKey | undefined,
  limit: number,
): Promise<CreateAccountRequestRow[]> {
  const now = context.clock.now()
  let query = selectRequests(context, organizationId)
  if (states.length > 0) {
    query = query.where((eb) => {
      const isDone = eb('completes_at', '<=', now)
      const isFailure = eb('failure_reason', 'is not', null)
      const is = {
        IN_PROGRESS: eb('completes_at', '>', now),
        FAILED: eb.and([isDone, isFailure]),
        SUCCEEDED: eb.and([isDone, eb('failure_reason', 'is', null)]),
      }
      return eb.or(states.map((state) => is[state]))
    })
  }
  if (after) {
    const [requestedAtMs, id] = after
    query = query.where((eb) => eb(eb.refTuple('requested_at', 'id'), '>', eb.tuple(new Date(Number(requestedAtMs)), String(id))))
  }
  return query.orderBy('requested_at').orderBy('id').limit(limit).execute()
}
