import type { OperationContext } from '../../access/context.ts'
import type { ProvisionedProductAttribute, ProvisionedProductDetail, Tag } from '../../wire/models/servicecatalog.ts'
import { notFound, type Reference } from './faults.ts'
import { type ProvisionedProductRow, tables } from './tables.ts'

/** Provisioned products of the caller's account and Region that are not terminated. */
export function provisionedProductsIn(context: OperationContext) {
  return tables(context)
    .selectFrom('provisioned_products as pp')
    .where('pp.account_id', '=', context.caller.accountId)
    .where('pp.region', '=', context.region)
    .where('pp.terminated_at', 'is', null)
}

/** By id, name or (as name) ARN; throws ResourceNotFoundException. With 'lock' nobody else changes it in this transaction. */
export async function getProvisionedProduct(
  context: OperationContext,
  reference: Reference,
  lock?: 'lock',
): Promise<ProvisionedProductRow> {
  const query = provisionedProductsIn(context)
    .selectAll('pp')
    .where((eb) => {
      if (reference.id !== undefined) return eb('pp.id', '=', reference.id)
      return eb(reference.name.startsWith('arn:') ? 'pp.arn' : 'pp.name', '=', reference.name)
    })
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound(`Provisioned product not found: ${reference.id ?? reference.name}`)
  return row
}

/** Tags of several provisioned products, by id. */
export async function tagsOf(context: OperationContext, ids: readonly string[]): Promise<Map<string, Tag[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(context)
    .selectFrom('provisioned_product_tags')
    .selectAll()
    .where('provisioned_product_id', 'in', ids)
    .orderBy('key')
    .execute()
  const tags = new Map<string, Tag[]>()
  for (const row of rows)
    tags.set(row.provisioned_product_id, [...(tags.get(row.provisioned_product_id) ?? []), { Key: row.key, Value: row.value }])
  return tags
}

export function provisionedProductDetail(row: ProvisionedProductRow): ProvisionedProductDetail {
  return {
    Name: row.name,
    Arn: row.arn,
    Type: row.type,
    Id: row.id,
    Status: row.status,
    ...(row.status_message !== null && { StatusMessage: row.status_message }),
    CreatedTime: row.created_at,
    IdempotencyToken: row.idempotency_token,
    LastRecordId: row.last_record_id,
    LastProvisioningRecordId: row.last_provisioning_record_id,
    ...(row.last_successful_provisioning_record_id !== null && {
      LastSuccessfulProvisioningRecordId: row.last_successful_provisioning_record_id,
    }),
    ProductId: row.product_id,
    ProvisioningArtifactId: row.provisioning_artifact_id,
  }
}

export function provisionedProductAttribute(
  row: ProvisionedProductRow & { readonly product_name: string; readonly artifact_name: string },
  tags: Tag[],
): ProvisionedProductAttribute {
  return {
    ...provisionedProductDetail(row),
    Tags: tags,
    ...(row.physical_id !== null && { PhysicalId: row.physical_id }),
    ProductName: row.product_name,
    ProvisioningArtifactName: row.artifact_name,
    UserArn: row.user_arn,
    UserArnSession: row.user_arn_session,
  }
}
