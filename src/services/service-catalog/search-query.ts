import { checkStorable, invalid } from './faults.ts'

/** Fields of a SearchQuery, as AWS writes them. */
export const searchFields = [
  'arn',
  'createdTime',
  'id',
  'idempotencyToken',
  'lastProvisioningRecordId',
  'lastRecordId',
  'lastSuccessfulProvisioningRecordId',
  'name',
  'physicalId',
  'productId',
  'productName',
  'provisioningArtifactId',
  'provisioningArtifactName',
  'status',
  'tags',
  'type',
  'userArn',
  'userArnSession',
] as const
export type SearchField = (typeof searchFields)[number]

/** A value to compare with: as it is, or as a pattern of SQL's LIKE when it held a star. */
export interface SearchValue {
  readonly text: string
  readonly isPattern: boolean
}

export interface SearchQuery {
  /** Values of one field are alternatives; fields narrow one another. */
  readonly fields: ReadonlyMap<SearchField, readonly SearchValue[]>
  /** Words without a field: each must occur somewhere; patterns of LIKE. */
  readonly texts: readonly string[]
}

const fieldByName = new Map(searchFields.map((field) => [field.toLowerCase(), field]))
const mostItems = 100

/**
 * Reads the items of `Filters.SearchQuery`: `field:value`, where the value may be in double quotes (then taken as it is)
 * or hold stars that stand for any characters; or a word without a field. Names of fields may be in any case.
 * Throws InvalidParametersException.
 */
export function parseSearchQuery(items: readonly string[]): SearchQuery {
  if (items.length > mostItems) throw invalid(`SearchQuery has ${items.length} items; at most ${mostItems} are possible.`)
  const fields = new Map<SearchField, SearchValue[]>()
  const texts: string[] = []
  for (const item of items) {
    const [, name, value] = /^\s*([A-Za-z]+):(.*)$/s.exec(item) ?? []
    if (name === undefined || value === undefined) {
      texts.push(`%${likePattern(wordOf(item, item))}%`)
      continue
    }
    const field = fieldByName.get(name.toLowerCase())
    if (!field) throw invalid(`SearchQuery names the unknown field ${name} in '${item}'. The fields are: ${searchFields.join(', ')}.`)
    fields.set(field, [...(fields.get(field) ?? []), searchValue(value, item)])
  }
  return { fields, texts }
}

function searchValue(value: string, item: string): SearchValue {
  const word = wordOf(value, item)
  const isPattern = word.includes('*') && word === value.trim()
  return { text: isPattern ? likePattern(word) : word, isPattern }
}

function wordOf(text: string, item: string): string {
  const trimmed = text.trim()
  const word = /^"(.*)"$/s.exec(trimmed)?.[1] ?? trimmed
  if (word === '') throw invalid(`SearchQuery has no value in '${item}'. Write field:value.`)
  checkStorable('SearchQuery', word)
  return word
}

/** A LIKE pattern in which only stars are special. */
function likePattern(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')
}
