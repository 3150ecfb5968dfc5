import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/account.ts'
import type { ConditionKeys, ConditionKeyTable, ResourceKeys } from '../../wire/service.ts'
import { findAccount, tagsOf } from '../organizations/index.ts'

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

/** Where a member lies in its organization, and its tags there. */
export const resourceKeys: ResourceKeys<OperationContext> = async (context, resources) => {
  const [resource = ''] = resources
  const [, organizationId, accountId = ''] = /:account\/(o-[^/]+)\/(\d{12})$/.exec(resource) ?? []
  const account = organizationId === undefined ? undefined : await findAccount(context, accountId)
  if (!account?.path || account.organizationId !== organizationId) return {}
  const tags = await tagsOf(context, [accountId])
  const ofTags = tags.map(({ key, value }) => [`account:accountresourceorgtags/${key.toLowerCase()}`, [value]])
  return { [resource]: { 'account:accountresourceorgpaths': [account.path], ...Object.fromEntries(ofTags) } }
}
