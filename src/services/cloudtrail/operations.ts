import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/cloudtrail.ts'
import { anyResource, type OperationTable, type ResourceTable } from '../../wire/service.ts'
import { lookupEvents } from './lookup-events.ts'

export const operations: OperationTable<Operations, OperationContext> = {
  LookupEvents: lookupEvents,
}

export const resources: ResourceTable<Operations, OperationContext> = {
  LookupEvents: anyResource,
}
