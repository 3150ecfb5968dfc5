import type { OperationContext } from '../../access/context.ts'
import { type PageKey, readPage } from '../../access/page.ts'
import { Fault } from '../../fault.ts'
import type { ErrorCode, LookupAttribute, LookupEventsRequest, LookupEventsResponse, Resource } from '../../wire/models/cloudtrail.ts'
import { type EventsTable, tables } from './tables.ts'

/** The account's events in the Region, newest first, those with one attribute. */
export async function lookupEvents(context: OperationContext, input: LookupEventsRequest): Promise<LookupEventsResponse> {
  const { LookupAttributes = [], StartTime, EndTime, EventCategory, MaxResults = 50, NextToken } = input
  const [attribute, ...others] = LookupAttributes
  if (others.length > 0) throw fault('InvalidLookupAttributesException', 'You can only specify one lookup attribute.')
  if (StartTime && EndTime && StartTime > EndTime) throw fault('InvalidTimeRangeException', 'The start time must be before the end time.')
  // There are no Insights here, so there are no events of that category.
  if (EventCategory) return { Events: [] }
  const { accountId } = context.caller
  const { rows, nextToken } = await readPage({
    query: ['LookupEvents', accountId, context.region, attribute ?? null, StartTime ?? null, EndTime ?? null],
    token: NextToken,
    size: MaxResults,
    invalidToken: () => fault('InvalidNextTokenException', 'The NextToken is not valid for this request.'),
    keyOf: ({ event_time, event_id }: EventsTable) => [event_time.toISOString(), event_id],
    read: (after, limit) => readEvents(context, input, after, limit),
  })
  return {
    Events: rows.map((row) => ({
      EventId: row.event_id,
      EventName: row.event_name,
      ReadOnly: String(row.read_only),
      ...(row.access_key_id !== null && { AccessKeyId: row.access_key_id }),
      EventTime: row.event_time,
      EventSource: row.event_source,
      ...(row.username !== null && { Username: row.username }),
      Resources: row.resources as Resource[],
      CloudTrailEvent: row.record,
    })),
    ...(nextToken && { NextToken: nextToken }),
  }
}

async function readEvents(
  context: OperationContext,
  { LookupAttributes = [], StartTime, EndTime }: LookupEventsRequest,
  after: PageKey | undefined,
  limit: number,
): Promise<EventsTable[]> {
  let select = matching(context, LookupAttributes[0])
  if (StartTime) select = select.where('events.event_time', '>=', StartTime)
  if (EndTime) select = select.where('events.event_time', '<=', EndTime)
  if (after) {
    const [time, id] = [new Date(String(after[0])), String(after[1])]
    select = select.where(({ eb, refTuple, tuple }) => eb(refTuple('events.event_time', 'events.event_id'), '<', tuple(time, id)))
  }
  return select.orderBy('events.event_time', 'desc').orderBy('events.event_id', 'desc').limit(limit).execute()
}

const columns = {
  EventName: 'event_name',
  EventSource: 'event_source',
  Username: 'username',
  AccessKeyId: 'access_key_id',
} as const

function matching(context: OperationContext, attribute: LookupAttribute | undefined) {
  const { accountId } = context.caller
  const select = tables(context)
    .selectFrom('events')
    .selectAll('events')
    .where('events.account_id', '=', accountId)
    .where('events.region', '=', context.region)
  if (!attribute) return select
  const { AttributeKey, AttributeValue } = attribute
  switch (AttributeKey) {
    case 'EventId':
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(AttributeValue))
        throw fault('InvalidLookupAttributesException', 'The lookup attribute EventId must be a UUID.')
      return select.where('events.event_id', '=', AttributeValue)
    case 'ReadOnly':
      if (AttributeValue !== 'true' && AttributeValue !== 'false')
        throw fault('InvalidLookupAttributesException', 'The lookup attribute ReadOnly must be true or false.')
      return select.where('events.read_only', '=', AttributeValue === 'true')
    case 'ResourceName':
    case 'ResourceType':
      return select.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('event_resources as named')
            .select('named.event_id')
            .where('named.attribute', '=', AttributeKey)
            .where('named.value', '=', AttributeValue)
            .whereRef('named.account_id', '=', 'events.account_id')
            .whereRef('named.region', '=', 'events.region')
            .whereRef('named.event_time', '=', 'events.event_time')
            .whereRef('named.event_id', '=', 'events.event_id'),
        ),
      )
    default:
      return select.where(`events.${columns[AttributeKey]}`, '=', AttributeValue)
  }
}

function fault(code: ErrorCode, message: string): Fault<ErrorCode> {
  return new Fault<ErrorCode>(code, message)
}
