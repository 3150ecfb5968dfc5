import type { OperationContext } from '../../access/context.ts'
import type { AccessLevelFilter } from '../../wire/models/servicecatalog.ts'
import type { ConditionKeys } from '../../wire/service.ts'
import { invalid } from './faults.ts'

export type AccessLevel = NonNullable<AccessLevelFilter['Key']>

/** The level that a call asks for; `fallback` is the operation's documented default. */
export function accessLevelOf(filter: AccessLevelFilter | undefined, fallback: AccessLevel): AccessLevel {
  if (filter?.Value !== undefined && filter.Value !== 'self') {
    throw invalid(`Access level filter value ${filter.Value} is invalid. The only value is self.`)
  }
  return filter?.Key ?? fallback
}

/** Who made a row, as its columns say. Account: anyone in the account; Role: this role or user; User: this very session. */
export function ownersOf(
  context: OperationContext,
  level: AccessLevel,
): { column: 'user_arn' | 'user_arn_session'; arn: string } | undefined {
  if (level === 'Role') return { column: 'user_arn', arn: context.caller.principalArn }
  if (level === 'User') return { column: 'user_arn_session', arn: context.caller.arn }
  return undefined
}

/**
 * The condition keys `servicecatalog:…Level` of a call at this level. Levels are nested: what one may do for the account one may
 * do for one's role, and what for the role for oneself (Service Catalog administrator guide, "Example policies").
 */
export function levelKeys(level: AccessLevel): ConditionKeys {
  const nested: readonly AccessLevel[] =
    level === 'User' ? ['User', 'Role', 'Account'] : level === 'Role' ? ['Role', 'Account'] : ['Account']
  return Object.fromEntries(nested.map((name) => [`servicecatalog:${name.toLowerCase()}level`, ['self']]))
}

/** The narrowest level at which a row is the caller's own; a row that is not there is everybody's, and the operation says so. */
export function levelOf(context: OperationContext, row: { user_arn: string; user_arn_session: string } | undefined): AccessLevel {
  if (!row || row.user_arn_session === context.caller.arn) return 'User'
  return row.user_arn === context.caller.principalArn ? 'Role' : 'Account'
}
