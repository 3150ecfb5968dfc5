import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/account.ts'
import type { ConditionKeys, ConditionKeyTable } from '../../wire/service.ts'

// "Condition keys for AWS Account Management" in the service authorization reference.

const region = async (_: OperationContext, { RegionName }: { RegionName: string }): Promise<ConditionKeys> => ({
  'account:targetregion': [RegionName],
})
const contact = async (_: OperationContext, { AlternateContactType }: { AlternateContactType: string }): Promise<ConditionKeys> => ({
  'account:alternatecontacttypes': [AlternateContactType],
})
const emailDomain = async (_: OperationContext, { PrimaryEmail }: { PrimaryEmail: string }): Promise<ConditionKeys> => ({
  'account:emailtargetdomain': [PrimaryEmail.split('@').at(-1) ?? ''],
})

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = {
  AcceptPrimaryEmailUpdate: emailDomain,
  DeleteAlternateContact: contact,
  DisableRegion: region,
  EnableRegion: region,
  GetAlternateContact: contact,
  GetRegionOptStatus: region,
  PutAlternateContact: contact,
  StartPrimaryEmailUpdate: emailDomain,
}
