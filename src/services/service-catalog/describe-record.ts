import type { OperationContext } from '../../access/context.ts'
import type { DescribeRecordInput, DescribeRecordOutput } from '../../wire/models/servicecatalog.ts'
import { notFound } from './faults.ts'
import { readPage } from './page.ts'
import { findRecordRow, outputsOf, recordDetail, recordOutput, recordTagsOf } from './records.ts'

/** A record with one page of its outputs; records outlive their provisioned products. */
export async function describeRecord(context: OperationContext, input: DescribeRecordInput): Promise<DescribeRecordOutput> {
  const record = await findRecordRow(context, input.Id)
  if (!record) throw notFound(`Record not found: ${input.Id}`)
  const tags = await recordTagsOf(context, [record.id])
  const page = await readPage(
    context,
    input,
    { operation: 'DescribeRecord', filters: { record: record.id } },
    (after, limit) => outputsOf(context, record.id, Number(after?.[0] ?? -1), limit),
    (row) => [row.position],
  )
  return {
    RecordDetail: recordDetail(record, tags.get(record.id) ?? []),
    RecordOutputs: page.rows.map(recordOutput),
    NextPageToken: page.NextPageToken,
  }
}
