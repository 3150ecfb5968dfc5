import { requestTagKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { AssumeRoleRequest, Operations } from '../../wire/models/sts.ts'
import type { ConditionKeys, ConditionKeyTable } from '../../wire/service.ts'

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = {
  AssumeRole: async (_, input) => assumeRoleKeys(input),
}

/** What policies can ask of a session that is to be begun: "Actions defined by AWS Security Token Service". */
export function assumeRoleKeys(input: AssumeRoleRequest): ConditionKeys {
  const { RoleSessionName, ExternalId, SourceIdentity, TransitiveTagKeys = [] } = input
  return {
    ...requestTagKeys(input),
    'sts:rolesessionname': [RoleSessionName],
    ...(ExternalId && { 'sts:externalid': [ExternalId] }),
    ...(SourceIdentity && { 'sts:sourceidentity': [SourceIdentity] }),
    ...(TransitiveTagKeys.length > 0 && { 'sts:transitivetagkeys': TransitiveTagKeys }),
  }
}
