import type { OperationContext } from '../../access/context.ts'
import type { AccessLevelFilter } from '../../wire/models/servicecatalog.ts'
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
