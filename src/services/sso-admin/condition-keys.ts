import { requestTagKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/sso-admin.ts'
import type { ConditionKeys, ConditionKeyTable, ResourceKeys } from '../../wire/service.ts'
import { tables } from './tables.ts'

// "Condition keys for AWS IAM Identity Center" in the service authorization reference.

export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = {
  CreateApplication: async (_, input) => requestTagKeys(input),
  CreateInstance: async (_, input) => requestTagKeys(input),
  CreatePermissionSet: async (_, input) => requestTagKeys(input),
  CreateTrustedTokenIssuer: async (_, input) => requestTagKeys(input),
  TagResource: async (_, input) => requestTagKeys(input),
  UntagResource: async (_, input) => requestTagKeys(input),
}

/** `sso:PrimaryRegion` of instance and permission sets, and `aws:ResourceTag/<key>` of all that has tags. */
export const resourceKeys: ResourceKeys<OperationContext> = async (context, resources) => {
  const primaryRegion = { 'sso:primaryregion': [context.settings.homeRegion] }
  const keys: Record<string, ConditionKeys> = Object.fromEntries(
    resources.filter((arn) => /:::(instance|permissionSet)\//.test(arn)).map((arn) => [arn, primaryRegion]),
  )
  const tagged = resources.filter((arn) => /^arn:aws:sso::\d*:(instance|permissionSet|application|trustedTokenIssuer)\/[^*]+$/.test(arn))
  if (tagged.length === 0) return keys
  const rows = await tables(context).selectFrom('resource_tags').selectAll().where('resource_arn', 'in', tagged).execute()
  for (const { resource_arn: arn, key, value } of rows) {
    keys[arn] = { ...keys[arn], [`aws:resourcetag/${key.toLowerCase()}`]: [value] }
  }
  return keys
}
