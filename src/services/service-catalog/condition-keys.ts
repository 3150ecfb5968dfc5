import { requestTagKeys } from '../../access/condition-keys.ts'
import type { OperationContext } from '../../access/context.ts'
import { isFault } from '../../fault.ts'
import type { Operations } from '../../wire/models/servicecatalog.ts'
import type { ConditionKeys, ConditionKeyTable } from '../../wire/service.ts'
import { accessLevelOf, levelKeys, levelOf } from './access-level.ts'
import { getProvisionedProduct, tagsOf } from './provisioned-products.ts'
import { findRecordRow } from './records.ts'

/**
 * Whose provisioned products and records a call is about: policies for end users allow those of their own only. Beyond what AWS's service
 * authorization reference lists, the tags of provisioned products and those of a launch can be asked about.
 */
export const conditionKeys: ConditionKeyTable<Operations, OperationContext> = {
  DescribeProvisionedProduct: (context, { Id, Name }) => ofProvisionedProduct(context, Id, Name),
  DescribeRecord: async (context, { Id }) => levelKeys(levelOf(context, await findRecordRow(context, Id))),
  GetProvisionedProductOutputs: (context, input) => ofProvisionedProduct(context, input.ProvisionedProductId, input.ProvisionedProductName),
  ListRecordHistory: async (_, { AccessLevelFilter }) => levelKeys(accessLevelOf(AccessLevelFilter, 'User')),
  ProvisionProduct: async (_, input) => requestTagKeys(input),
  ScanProvisionedProducts: async (_, { AccessLevelFilter }) => levelKeys(accessLevelOf(AccessLevelFilter, 'User')),
  SearchProvisionedProducts: async (_, { AccessLevelFilter }) => levelKeys(accessLevelOf(AccessLevelFilter, 'Account')),
  TerminateProvisionedProduct: (context, input) => ofProvisionedProduct(context, input.ProvisionedProductId, input.ProvisionedProductName),
}

/** Found as the operation itself finds it: by id, name or ARN. */
async function ofProvisionedProduct(context: OperationContext, id: string | undefined, name: string | undefined): Promise<ConditionKeys> {
  const reference = id === undefined ? { name: name ?? '' } : { id }
  const row = await getProvisionedProduct(context, reference).catch((error) => {
    if (isFault(error, 'ResourceNotFoundException')) return undefined
    throw error
  })
  const tags = row ? ((await tagsOf(context, [row.id])).get(row.id) ?? []) : []
  return {
    ...levelKeys(levelOf(context, row)),
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:resourcetag/${Key.toLowerCase()}`, [Value]])),
  }
}
