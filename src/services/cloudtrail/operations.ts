import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/cloudtrail.ts'
import type { OperationTable } from '../../wire/service.ts'
import { lookupEvents } from './lookup-events.ts'

export const operations: OperationTable<Operations, OperationContext> = {
  LookupEvents: lookupEvents,
}
