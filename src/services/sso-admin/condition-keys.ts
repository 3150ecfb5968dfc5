import { requestTagKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/sso-admin.ts'
import type { ConditionKeys, ConditionKeyTable, ResourceKeys } from '../../wire/service.ts'
import { tables } from './tables.ts'

// "Condition keys for AWS IAM Identity Center" in the service authorization reference.

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = {
  CreatePermissionSet: async (_, input) => requestTagKeys(input),
  TagResource: async (_, input) => requestTagKeys(input),
  UntagResource: async (_, input) => requestTagKeys(input),
}

/** `sso:PrimaryRegion` of instance and permission sets, and `aws:ResourceTag/<key>` of permission sets, which alone have tags. */
export const resourceKeys: ResourceKeys<OperationContext> = async (context, resources) => {
  const primaryRegion = { 'sso:primaryregion': [context.settings.homeRegion] }
  const keys: Record<string, ConditionKeys> = Object.fromEntries(
    resources.filter((arn) => /:::(instance|permissionSet)\//.test(arn)).map((arn) => [arn, primaryRegion]),
  )
  const permissionSets = resources.filter((arn) => arn.startsWith('arn:aws:sso:::permissionSet/'))
  if (permissionSets.length === 0) return keys
  const rows = await tables(context)
    .selectFrom('permission_set_tags')
    .selectAll()
    .where('permission_set_arn', 'in', permissionSets)
    .execute()
  for (const { permission_set_arn: arn, key, value } of rows) {
    keys[arn] = { ...keys[arn], [`aws:resourcetag/${key.toLowerCase()}`]: [value] }
  }
  return keys
}
