import { sql } from 'kysely'
import type { TrailEvent } from '../../access/trail.ts'
import { type Database, inTransaction } from '../../database/database.ts'
import { recordOf } from './record.ts'
import type { EventResourcesTable, EventsTable } from './tables.ts'

export interface TimedEvent {
  readonly id: string
  readonly time: Date
  /** Where the event stands when it does not say. */
  readonly accountId: string
  readonly region: string
  readonly event: TrailEvent
}

const mostResources = 20

/** Stores all of them or none; those that are there already stay as they are. One parameter for all rows, however many. */
export async function storeEvents(db: Database, events: readonly TimedEvent[]): Promise<void> {
  const rows = JSON.stringify(events.map(rowOf))
  const resources = events.flatMap(resourceRows)
  await inTransaction(db, async (db) => {
    await sql`insert into cloudtrail.events select * from json_populate_recordset(null::cloudtrail.events, ${rows})
      on conflict do nothing`.execute(db)
    if (resources.length === 0) return
    await sql`insert into cloudtrail.event_resources
      select * from json_populate_recordset(null::cloudtrail.event_resources, ${JSON.stringify(resources)})
      on conflict do nothing`.execute(db)
  })
}

function rowOf({ id, time, event, ...fallback }: TimedEvent): EventsTable {
  const whole = { ...fallback, ...event }
  return {
    event_id: id,
    account_id: whole.accountId,
    region: whole.region,
    event_time: time,
    event_name: event.eventName,
    event_source: event.eventSource,
    read_only: event.readOnly,
    username: event.username ?? null,
    access_key_id: event.accessKeyId ?? null,
    resources: resourcesOf(event).map(({ name, type }) => ({ ResourceType: type, ResourceName: name })),
    record: JSON.stringify(recordOf(whole, id, time)),
  }
}

function resourceRows({ id, time, accountId, region, event }: TimedEvent): EventResourcesTable[] {
  const common = { account_id: event.accountId ?? accountId, region: event.region ?? region, event_time: time, event_id: id }
  return resourcesOf(event).flatMap(({ name, type }) => [
    { ...common, attribute: 'ResourceName' as const, value: name },
    { ...common, attribute: 'ResourceType' as const, value: type },
  ])
}

/** What is named in a column or a key of an index must not be longer than an index takes. */
const longestName = 512

function resourcesOf({ resources = [] }: TrailEvent): { name: string; type: string }[] {
  const names = [...new Set(resources)].filter((name) => name.startsWith('arn:') && name.length <= longestName)
  return names.slice(0, mostResources).map((name) => ({ name, type: typeOf(name) }))
}

/** `AWS::Organizations::Account` of an account's ARN: the service and the first word of the resource, as CloudFormation names types. */
function typeOf(arn: string): string {
  const [, , service = '', , , resource = ''] = arn.split(':')
  const [kind = ''] = resource.replace(/^\/+/, '').split(/[/:]/)
  return `AWS::${capitalized(service)}::${capitalized(kind)}`
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
