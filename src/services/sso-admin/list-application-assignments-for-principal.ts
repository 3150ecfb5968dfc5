import type { OperationContext } from '../../access/context.ts'
import type {
  ListApplicationAssignmentsForPrincipalRequest,
  ListApplicationAssignmentsForPrincipalResponse,
} from '../../wire/models/sso-admin.ts'
import { ownInstance, readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

/** The applications that were assigned to this very person or group. */
export async function listApplicationAssignmentsForPrincipal(
  context: OperationContext,
  input: ListApplicationAssignmentsForPrincipalRequest,
): Promise<ListApplicationAssignmentsForPrincipalResponse> {
  const { instanceArn } = await ownInstance(context, input.InstanceArn)
  const { PrincipalId, PrincipalType, Filter } = input
  const { rows, nextToken } = await readInstancePage(
    ['ListApplicationAssignmentsForPrincipal', instanceArn, PrincipalId, PrincipalType, Filter?.ApplicationArn],
    input,
    (after, limit) => {
      let select = tables(context)
        .selectFrom('application_assignments')
        .innerJoin('applications', 'applications.arn', 'application_assignments.application_arn')
        .select('application_arn')
        .where('applications.instance_arn', '=', instanceArn)
        .where('principal_id', '=', PrincipalId)
        .where('principal_type', '=', PrincipalType)
        .where('application_arn', '>', String(after?.[0] ?? ''))
      if (Filter?.ApplicationArn !== undefined) select = select.where('application_arn', '=', Filter.ApplicationArn)
      return select.orderBy('application_arn').limit(limit).execute()
    },
    ({ application_arn }) => [application_arn],
  )
  const ApplicationAssignments = rows.map(({ application_arn: ApplicationArn }) => ({ ApplicationArn, PrincipalId, PrincipalType }))
  return { ApplicationAssignments, ...(nextToken && { NextToken: nextToken }) }
}
