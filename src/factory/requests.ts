import { sql } from 'kysely'
import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import type { Phase } from './phases.ts'
import { type RequestDetail, type RequestSummary, selectRequests, stepsOf, summarize, toDetail } from './request-view.ts'

// Reading requests. Everybody sees the requests of their own account only; `requestedBy` narrows them to one requester's.

export interface RequestFilter {
  readonly phase?: Phase | undefined
  /** Part of a name, e-mail address or id. */
  readonly search?: string | undefined
  readonly requestedBy?: string | undefined
}

/** Newest first, at most `limit`, beginning after the request with that creation time (ISO) and record id. */
export async function listRequests(
  context: OperationContext,
  filter: RequestFilter,
  page: { after?: readonly [string, string] | undefined; limit: number },
): Promise<RequestSummary[]> {
  let query = selectRequests(context).where('requests.owner_account_id', '=', context.caller.accountId)
  if (filter.phase) query = query.where('requests.phase', '=', filter.phase)
  if (filter.requestedBy) query = query.where('requests.requested_by', '=', filter.requestedBy)
  if (filter.search) {
    const pattern = `%${escapeLike(filter.search)}%`
    query = query.where(sql<boolean>`requests.search_text || ' ' || coalesce(requests.account_id, '') like ${pattern}`)
  }
  const { after } = page
  if (after) {
    query = query.where((row) =>
      row(row.refTuple('requests.created_at', 'requests.record_id'), '<', row.tuple(new Date(after[0]), after[1])),
    )
  }
  const rows = await query.orderBy('requests.created_at', 'desc').orderBy('requests.record_id', 'desc').limit(page.limit).execute()
  return summarize(context, rows)
}

const escapeLike = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')

/** Throws ResourceNotFoundException for a record that is not there, or not of the caller's account. */
export async function getRequest(context: OperationContext, recordId: string): Promise<RequestDetail> {
  const row = await selectRequests(context)
    .where('requests.record_id', '=', recordId)
    .where('requests.owner_account_id', '=', context.caller.accountId)
    .executeTakeFirst()
  if (!row) throw new Fault('ResourceNotFoundException', `There is no request '${recordId}'.`)
  const steps = await stepsOf(context, [recordId])
  return toDetail(row, steps.get(recordId) ?? [])
}

/** How many of each are shown at most. */
const queueBound = 200

/** What runs now and what waits, in order. */
export async function getQueue(
  context: OperationContext,
  filter: Pick<RequestFilter, 'requestedBy'>,
): Promise<{ running: RequestSummary[]; waiting: RequestSummary[] }> {
  let query = selectRequests(context).where('requests.owner_account_id', '=', context.caller.accountId).limit(queueBound)
  if (filter.requestedBy) query = query.where('requests.requested_by', '=', filter.requestedBy)
  const running = await query.where('requests.phase', 'in', ['RUNNING', 'CANCELLING']).orderBy('requests.started_at').execute()
  const waiting = await query.where('requests.phase', '=', 'QUEUED').orderBy('requests.queued_at').orderBy('requests.record_id').execute()
  return { running: await summarize(context, running), waiting: await summarize(context, waiting) }
}
