import type { OperationContext } from '../../access/context.ts'
import type { HandshakeFilter, ListHandshakesForOrganizationResponse } from '../../wire/models/organizations.ts'
import { invalidInput } from './faults.ts'
import { describeHandshakeShape, type Handshake, selectHandshakes, toHandshake } from './handshake.ts'
import { type PageKey, readPage } from './page.ts'

interface HandshakeList {
  readonly operation: string
  /** Which handshakes: those an organization has sent, or those an account has got. */
  readonly of: { readonly column: 'handshakes.organization_id' | 'handshakes.account_id'; readonly id: string }
  readonly input: { readonly Filter?: HandshakeFilter; readonly NextToken?: string; readonly MaxResults?: number }
}

/** A page of handshakes, in the order in which they were made. */
export async function listHandshakes(
  context: OperationContext,
  { operation, of, input }: HandshakeList,
): Promise<ListHandshakesForOrganizationResponse> {
  const { ActionType, ParentHandshakeId } = input.Filter ?? {}
  if (ActionType !== undefined && ParentHandshakeId !== undefined) {
    throw invalidInput('MAX_LIMIT_EXCEEDED_FILTER', 'You can specify only one filter parameter for the operation.')
  }
  const { rows, nextToken } = await readPage<Handshake>({
    query: [operation, of.id, ActionType, ParentHandshakeId],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: ({ requestedAt, id }) => [requestedAt.getTime(), id],
    read: (after, limit) => readHandshakes(context, of, input.Filter ?? {}, after, limit),
  })
  return { Handshakes: rows.map(describeHandshakeShape), NextToken: nextToken }
}

async function readHandshakes(
  context: OperationContext,
  { column, id }: HandshakeList['of'],
  { ActionType, ParentHandshakeId }: HandshakeFilter,
  after: PageKey | undefined,
  limit: number,
): Promise<Handshake[]> {
  let query = selectHandshakes(context).where(column, '=', id)
  // Of an action that no handshake here has there are none.
  if (ActionType !== undefined) query = query.where((eb) => eb(eb.cast<string>('handshakes.action', 'text'), '=', ActionType))
  if (ParentHandshakeId !== undefined) query = query.where('handshakes.parent_id', '=', ParentHandshakeId)
  if (after) {
    const [requestedAtMs, afterId] = after
    query = query.where((eb) =>
      eb(eb.refTuple('handshakes.requested_at', 'handshakes.id'), '>', eb.tuple(new Date(Number(requestedAtMs)), String(afterId))),
    )
  }
  const rows = await query.orderBy('handshakes.requested_at').orderBy('handshakes.id').limit(limit).execute()
  return rows.map((row) => toHandshake(row, context.clock.now()))
}
