import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { tables } from './tables.ts'

export interface AssignedApplication {
  readonly applicationArn: string
  readonly name: string
  readonly description: string
  /** Where it is opened; undefined when nobody said. */
  readonly url: string | undefined
}

/**
 * The applications that these principals (a person and their groups) see at the portal: enabled, visible, and assigned to one of them or
 * to everybody. Ordered by name without regard to case; `after` is the name and ARN of the last one of the page before.
 */
export async function applicationsOf(
  context: OperationContext,
  question: { instanceArn: string; principalIds: readonly string[]; after?: readonly [string, string] | undefined; limit: number },
): Promise<AssignedApplication[]> {
  const { instanceArn, principalIds, after, limit } = question
  const name = sql<string>`lower(applications.name)`
  let select = tables(context)
    .selectFrom('applications')
    .select(['applications.arn', 'applications.name', 'applications.description', 'applications.url'])
    .where('instance_arn', '=', instanceArn)
    .where('enabled', '=', true)
    .where('visible', '=', true)
    .where(({ or, not, eb, exists, selectFrom }) =>
      or([
        not(eb('assignment_required', '=', true)),
        exists(
          selectFrom('application_assignments')
            .select('principal_id')
            .whereRef('application_arn', '=', 'applications.arn')
            .where('principal_id', '=', sql<string>`any(${principalIds}::text[])`),
        ),
      ]),
    )
  if (after) select = select.where(sql<boolean>`(${name}, applications.arn) > (lower(${after[0]}::text), ${after[1]}::text)`)
  const rows = await select.orderBy(name).orderBy('applications.arn').limit(limit).execute()
  return rows.map(({ arn, name, description, url }) => ({
    applicationArn: arn,
    name,
    description: description ?? '',
    url: url ?? undefined,
  }))
}
