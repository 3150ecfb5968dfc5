import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/identitystore.ts'
import type { ConditionKeys, ConditionKeyTable } from '../../wire/service.ts'
import { resources } from './resources.ts'

// "Condition keys for AWS Identity Store" in the service authorization reference. External ids come with identity providers only.

const primaryRegion = async ({ settings }: OperationContext): Promise<ConditionKeys> => ({
  'identitystore:primaryregion': [settings.homeRegion],
})

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = Object.fromEntries(
  Object.keys(resources).map((operation) => [operation, primaryRegion]),
)
