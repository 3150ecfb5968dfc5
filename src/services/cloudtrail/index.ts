// AWS CloudTrail's event history: every call and sign-in, and LookupEvents to find them. There are no trails to configure.
//
// It must never know who records or why: the server hands it events (store-events.ts) and asks it to forget old ones.
// Start with lookup-events.ts; record.ts makes the JSON that people read.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/cloudtrail.json' with { type: 'json' }
import type { Operations } from '../../wire/models/cloudtrail.ts'
import { defineService } from '../../wire/service.ts'
import { operations, resources } from './operations.ts'

export { forgetEvents } from './forget-events.ts'
export { lastEventOfKey } from './last-event-of-key.ts'
export { storeEvents, type TimedEvent } from './store-events.ts'

export const service = defineService<Operations, OperationContext>({ model, actionPrefix: 'cloudtrail', operations, resources })
