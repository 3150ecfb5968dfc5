import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { ListApplicationAssignmentsRequest, ListApplicationAssignmentsResponse } from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

/** Who has an application: groups before people, by id. */
export async function listApplicationAssignments(
  context: OperationContext,
  input: ListApplicationAssignmentsRequest,
): Promise<ListApplicationAssignmentsResponse> {
  const { row } = await ownApplication(context, input.ApplicationArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListApplicationAssignments', row.arn],
    input,
    (after, limit) =>
      tables(context)
        .selectFrom('application_assignments')
        .selectAll()
        .where('application_arn', '=', row.arn)
        .where(sql<boolean>`(principal_type, principal_id) > (${String(after?.[0] ?? '')}, ${String(after?.[1] ?? '')})`)
        .orderBy('principal_type')
        .orderBy('principal_id')
        .limit(limit)
        .execute(),
    ({ principal_type, principal_id }) => [principal_type, principal_id],
  )
  const ApplicationAssignments = rows.map(({ principal_id, principal_type }) => ({
    ApplicationArn: row.arn,
    PrincipalId: principal_id,
    PrincipalType: principal_type,
  }))
  return { ApplicationAssignments, ...(nextToken && { NextToken: nextToken }) }
}
