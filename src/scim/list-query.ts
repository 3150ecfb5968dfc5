import { z } from 'zod'
import type { ListQuery } from './directory.ts'
import { pageSize } from './discovery.ts'
import { parseFilter } from './filter.ts'
import { invalidValue } from './scim-fault.ts'
import type { Json } from './user-resource.ts'

/** Pages are by number in SCIM, so the database counts up to them; this far and no further. */
const furthest = 1_000_000

const listQuery = z.object({
  filter: z.string().optional(),
  startIndex: z.coerce.number().int().max(furthest).default(1),
  count: z.coerce.number().int().default(pageSize),
  attributes: z.string().max(2_000).optional(),
  excludedAttributes: z.string().max(2_000).optional(),
})

export interface Listing {
  readonly query: ListQuery
  readonly startIndex: number
  readonly select: (resource: Json) => Json
}

/** What is asked of a list. Values below the smallest are the smallest, as RFC 7644, 3.4.2.4 says. */
export function readListing(input: unknown, attributes: readonly string[]): Listing {
  const result = listQuery.safeParse(input)
  if (!result.success) throw invalidValue(`${result.error.issues[0]?.path.join('.')}: ${result.error.issues[0]?.message}`)
  const { filter, count, ...rest } = result.data
  if (filter?.includes('\0')) throw invalidValue('filter: has a NUL character')
  const startIndex = Math.max(1, rest.startIndex)
  return {
    startIndex,
    select: selection(rest),
    query: {
      filter: filter === undefined || filter.trim() === '' ? undefined : parseFilter(filter, attributes),
      offset: startIndex - 1,
      limit: Math.min(pageSize, Math.max(0, count)),
    },
  }
}

/** Keeps the attributes that are asked for, by their first part; id and schemas are always there. */
export function selection(query: { attributes?: string | undefined; excludedAttributes?: string | undefined }): (resource: Json) => Json {
  const names = (list: string): Set<string> =>
    new Set(list.split(',').map((name) => (/^urn:/i.test(name.trim()) ? name.trim() : (name.trim().split('.')[0] ?? '')).toLowerCase()))
  const wanted = query.attributes ? names(query.attributes) : undefined
  const unwanted = query.excludedAttributes ? names(query.excludedAttributes) : new Set<string>()
  const isKept = (name: string): boolean =>
    ['id', 'schemas'].includes(name) || (wanted ? wanted.has(name.toLowerCase()) : !unwanted.has(name.toLowerCase()))
  return (resource) => Object.fromEntries(Object.entries(resource).filter(([name]) => isKept(name)))
}
