import type { OperationContext } from '../../access/context.ts'
import type { DeleteApplicationAssignmentRequest, DeleteApplicationAssignmentResponse } from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { notFound } from './faults.ts'
import { tables } from './tables.ts'

export async function deleteApplicationAssignment(
  context: OperationContext,
  { ApplicationArn, PrincipalId, PrincipalType }: DeleteApplicationAssignmentRequest,
): Promise<DeleteApplicationAssignmentResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  const { numDeletedRows } = await tables(context)
    .deleteFrom('application_assignments')
    .where('application_arn', '=', row.arn)
    .where('principal_type', '=', PrincipalType)
    .where('principal_id', '=', PrincipalId)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw notFound('ApplicationAssignment')
  return {}
}
