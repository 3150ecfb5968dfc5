import type { OperationContext } from '../../access/context.ts'
import type { RecordDetail, RecordOutput, RecordTag } from '../../wire/models/servicecatalog.ts'
import { type RecordOutputRow, type RecordRow, tables } from './tables.ts'

/** The record of that id in the caller's account and Region. */
export async function findRecordRow(context: OperationContext, id: string): Promise<RecordRow | undefined> {
  return tables(context)
    .selectFrom('records')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', context.caller.accountId)
    .where('region', '=', context.region)
    .executeTakeFirst()
}

/** Tags of several records, by record id. */
export async function recordTagsOf(context: OperationContext, ids: readonly string[]): Promise<Map<string, RecordTag[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(context).selectFrom('record_tags').selectAll().where('record_id', 'in', ids).orderBy('key').execute()
  const tags = new Map<string, RecordTag[]>()
  for (const row of rows) tags.set(row.record_id, [...(tags.get(row.record_id) ?? []), { Key: row.key, Value: row.value }])
  return tags
}

/** Parameters that a record was made with. */
export async function parametersOf(context: OperationContext, recordId: string): Promise<Record<string, string>> {
  const rows = await tables(context).selectFrom('record_parameters').selectAll().where('record_id', '=', recordId).orderBy('key').execute()
  return Object.fromEntries(rows.map((row) => [row.key, row.value]))
}

/** A record's outputs in their order, beginning after a position. */
export function outputsOf(context: OperationContext, recordId: string, after: number, limit: number): Promise<RecordOutputRow[]> {
  return tables(context)
    .selectFrom('record_outputs')
    .selectAll()
    .where('record_id', '=', recordId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute()
}

export function recordOutput(row: RecordOutputRow): RecordOutput {
  return { OutputKey: row.key, OutputValue: row.value, ...(row.description !== null && { Description: row.description }) }
}

export function recordDetail(row: RecordRow, tags: RecordTag[]): RecordDetail {
  return {
    RecordId: row.id,
    ProvisionedProductName: row.provisioned_product_name,
    Status: row.status,
    CreatedTime: row.created_at,
    UpdatedTime: row.updated_at,
    ProvisionedProductType: row.provisioned_product_type,
    RecordType: row.record_type,
    ProvisionedProductId: row.provisioned_product_id,
    ProductId: row.product_id,
    ProvisioningArtifactId: row.provisioning_artifact_id,
    PathId: row.launch_path_id,
    RecordErrors: row.error_code === null ? [] : [{ Code: row.error_code, Description: row.error_description ?? '' }],
    RecordTags: tags,
  }
}

/** The answer to the call that made a record, also when it is repeated later: always CREATED, without errors and tags. */
export function newRecordDetail(row: RecordRow): RecordDetail {
  return recordDetail({ ...row, status: 'CREATED', updated_at: row.created_at, error_code: null }, [])
}
