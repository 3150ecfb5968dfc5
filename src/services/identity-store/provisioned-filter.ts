import { type RawBuilder, sql } from 'kysely'
import { invalid } from './faults.ts'

/** What to look for; attributes by SCIM's names. */
export type ProvisionedFilter =
  | { readonly all: readonly ProvisionedFilter[] }
  | { readonly any: readonly ProvisionedFilter[] }
  | { readonly not: ProvisionedFilter }
  | {
      readonly attribute: string
      readonly operator: 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'pr' | 'gt' | 'ge' | 'lt' | 'le'
      readonly value: string | boolean | number | null | undefined
    }

type Kind = 'exact' | 'text' | 'flag' | 'time' | 'member'
type Columns = Readonly<Record<string, readonly [Kind, RawBuilder<unknown>]>>

const resource: Columns = {
  id: ['exact', sql.ref('id')],
  externalId: ['exact', sql.ref('external_id')],
  displayName: ['text', sql.ref('display_name')],
  'meta.created': ['time', sql.ref('created_at')],
  'meta.lastModified': ['time', sql.ref('updated_at')],
}

export const userColumns: Columns = {
  ...resource,
  userName: ['text', sql.ref('user_name')],
  'emails.value': ['text', sql.ref('email')],
  'name.givenName': ['text', sql`attributes -> 'Name' ->> 'GivenName'`],
  'name.familyName': ['text', sql`attributes -> 'Name' ->> 'FamilyName'`],
  active: ['flag', sql`(status = 'ENABLED')`],
}

export const groupColumns: Columns = { ...resource, 'members.value': ['member', sql.ref('groups.id')] }

/** The filter as a condition on the rows of users or groups. Equality is written as the indexes are. */
export function conditionOf(filter: ProvisionedFilter, columns: Columns): RawBuilder<boolean> {
  if ('all' in filter) return joined(filter.all, columns, sql` and `, sql<boolean>`true`)
  if ('any' in filter) return joined(filter.any, columns, sql` or `, sql<boolean>`false`)
  if ('not' in filter) return sql<boolean>`not ${conditionOf(filter.not, columns)}`
  const [kind, column] = columns[filter.attribute] ?? []
  if (!kind || !column) throw invalid(`There is no filtering by ${filter.attribute}.`)
  // What is not there is not equal to anything, and unequal to everything: never unknown.
  return sql<boolean>`coalesce(${compare(kind, column, filter)}, false)`
}

function joined(
  filters: readonly ProvisionedFilter[],
  columns: Columns,
  by: RawBuilder<unknown>,
  none: RawBuilder<boolean>,
): RawBuilder<boolean> {
  if (filters.length === 0) return none
  const parts = filters.map((each) => conditionOf(each, columns))
  return sql<boolean>`(${sql.join(parts, by)})`
}

type Comparison = Extract<ProvisionedFilter, { attribute: string }>

function compare(kind: Kind, column: RawBuilder<unknown>, { attribute, operator, value }: Comparison): RawBuilder<boolean> {
  if (kind === 'member') return member(column, operator, value)
  if (operator === 'pr') return sql`${column} is not null`
  if (value === null) return operator === 'ne' ? sql`${column} is not null` : sql`${column} is null`
  if (kind === 'flag') return flag(attribute, column, operator, value)
  if (kind === 'time') return time(attribute, column, operator, value)
  if (typeof value !== 'string' || value.includes('\0')) throw invalid(`${attribute} is compared with a text.`)
  const [text, wanted] = kind === 'text' ? [sql`lower(${column})`, sql`lower(${value}::text)`] : [column, sql`${value}::text`]
  if (operator === 'eq') return sql`${text} = ${wanted}`
  if (operator === 'ne') return sql`${text} is distinct from ${wanted}`
  if (operator === 'co') return sql`position(${wanted} in ${text}) > 0`
  if (operator === 'sw') return sql`starts_with(${text}, ${wanted})`
  if (operator === 'ew') return sql`right(${text}, length(${wanted})) = ${wanted}`
  return sql`${text} ${signs[operator]} ${wanted}`
}

const signs = { gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=`, eq: sql`=`, ne: sql`<>` }

function flag(attribute: string, column: RawBuilder<unknown>, operator: string, value: unknown): RawBuilder<boolean> {
  const wanted = typeof value === 'string' ? { true: true, false: false }[value.toLowerCase()] : value
  if (typeof wanted !== 'boolean' || (operator !== 'eq' && operator !== 'ne'))
    throw invalid(`${attribute} is compared with true or false, by eq or ne.`)
  return sql`${column} = ${wanted === (operator === 'eq')}`
}

function time(attribute: string, column: RawBuilder<unknown>, operator: Comparison['operator'], value: unknown): RawBuilder<boolean> {
  const at = typeof value === 'string' ? new Date(value) : undefined
  const sign = Object.hasOwn(signs, operator) ? signs[operator as keyof typeof signs] : undefined
  if (!at || Number.isNaN(at.getTime()) || !sign) throw invalid(`${attribute} is compared with a time, by eq, ne, gt, ge, lt or le.`)
  return sql`${column} ${sign} ${at}`
}

function member(groupId: RawBuilder<unknown>, operator: string, value: unknown): RawBuilder<boolean> {
  if (operator !== 'eq' || typeof value !== 'string' || value.includes('\0'))
    throw invalid('members is compared with the id of a user, by eq.')
  return sql`exists (select from identity_store.memberships m where m.group_id = ${groupId} and m.user_id = ${value})`
}
