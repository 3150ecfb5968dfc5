import type { OperationContext } from '../../access/context.ts'
import type { ListRecordHistoryInput, ListRecordHistoryOutput } from '../../wire/models/servicecatalog.ts'
import { accessLevelOf, ownersOf } from './access-level.ts'
import { checkStorable, invalid } from './faults.ts'
import { readPage } from './page.ts'
import { recordDetail, recordTagsOf } from './records.ts'
import { tables } from './tables.ts'

const filterColumns = { product: 'product_id', provisionedproduct: 'provisioned_product_id' } as const

/** Records, newest first, those of terminated provisioned products too; without an access level those of this very session. */
export async function listRecordHistory(context: OperationContext, input: ListRecordHistoryInput): Promise<ListRecordHistoryOutput> {
  const owner = ownersOf(context, accessLevelOf(input.AccessLevelFilter, 'User'))
  const filter = checkFilter(input.SearchFilter)
  const page = await readPage(
    context,
    input,
    { operation: 'ListRecordHistory', filters: { owner: owner ?? null, filter: filter ?? null } },
    (after, limit) =>
      tables(context)
        .selectFrom('records')
        .selectAll()
        .where('account_id', '=', context.caller.accountId)
        .where('region', '=', context.region)
        .where((eb) => (owner ? eb(owner.column, '=', owner.arn) : eb.lit(true)))
        .where((eb) => (filter ? eb(filter.column, '=', filter.value) : eb.lit(true)))
        .$if(after !== undefined, (query) =>
          query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(new Date(after?.[0] ?? 0), String(after?.[1])))),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    (row) => [row.created_at.toISOString(), row.id],
  )
  const ids = page.rows.map((row) => row.id)
  const tags = await recordTagsOf(context, ids)
  return { RecordDetails: page.rows.map((row) => recordDetail(row, tags.get(row.id) ?? [])), NextPageToken: page.NextPageToken }
}

function checkFilter(filter: ListRecordHistoryInput['SearchFilter']) {
  if (!filter || (filter.Key === undefined && filter.Value === undefined)) return undefined
  const { Key = '', Value } = filter
  if (!Object.hasOwn(filterColumns, Key)) {
    throw invalid(`SearchFilter key ${Key} is invalid. The keys are: ${Object.keys(filterColumns).join(', ')}.`)
  }
  checkStorable('SearchFilter value', Value)
  if (!Value) throw invalid(`SearchFilter has the key ${Key} and no value.`)
  return { column: filterColumns[Key as keyof typeof filterColumns], value: Value }
}
