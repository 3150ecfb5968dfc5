import { requestTagKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/controltower.ts'
import { anyResource, type ConditionKeyTable, type ResourceTable } from '../../wire/service.ts'

// "Actions, resources, and condition keys for AWS Control Tower" in the service authorization reference.

/** What is given instead of an ARN is taken for the resource's id. */
const arn = (given: string, type: string, accountId: string, { region }: OperationContext): string =>
  given.startsWith('arn:') ? given : `arn:aws:controltower:${region}:${accountId}:${type}/${given}`

export const resources: ResourceTable<Operations, OperationContext> = {
  EnableBaseline: anyResource,
  GetBaseline: (context, input) => [arn(input.baselineIdentifier, 'baseline', '', context)],
  GetBaselineOperation: anyResource,
  GetEnabledBaseline: (context, input) => [arn(input.enabledBaselineIdentifier, 'enabledbaseline', context.caller.accountId, context)],
  GetLandingZone: (context, input) => [arn(input.landingZoneIdentifier, 'landingzone', context.caller.accountId, context)],
  ListBaselines: anyResource,
  ListEnabledBaselines: anyResource,
  ListLandingZones: anyResource,
}

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = {
  EnableBaseline: async (_, input) => requestTagKeys(input),
}
