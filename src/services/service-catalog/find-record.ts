import type { OperationContext } from '../../access/context.ts'
import type { RecordDetail, RecordOutput, Tag } from '../../wire/models/servicecatalog.ts'
import { findRecordRow, outputsOf, parametersOf, recordDetail, recordOutput, recordTagsOf } from './records.ts'

/** A record with all that it was asked for with and all that came of it. */
export interface WholeRecord {
  readonly detail: RecordDetail
  readonly parameters: Readonly<Record<string, string>>
  readonly tags: readonly Tag[]
  readonly outputs: readonly RecordOutput[]
  readonly notificationArns: readonly string[]
  /** ARN of the session or user that asked. */
  readonly requestedBy: string
}

/** The record of that id in the caller's account and Region. */
export async function findRecord(context: OperationContext, recordId: string): Promise<WholeRecord | undefined> {
  const row = await findRecordRow(context, recordId)
  if (!row) return undefined
  const tags = (await recordTagsOf(context, [row.id])).get(row.id) ?? []
  return {
    detail: recordDetail(row, tags),
    parameters: await parametersOf(context, row.id),
    tags: tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
    outputs: (await outputsOf(context, row.id, -1, 100)).map(recordOutput),
    notificationArns: row.notification_arns,
    requestedBy: row.user_arn_session,
  }
}
