import type { OperationContext } from '../../access/context.ts'
import type { DescribeApplicationAssignmentRequest, DescribeApplicationAssignmentResponse } from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { notFound } from './faults.ts'
import { tables } from './tables.ts'

export async function describeApplicationAssignment(
  context: OperationContext,
  { ApplicationArn, PrincipalId, PrincipalType }: DescribeApplicationAssignmentRequest,
): Promise<DescribeApplicationAssignmentResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  const found = await tables(context)
    .selectFrom('application_assignments')
    .select('principal_id')
    .where('application_arn', '=', row.arn)
    .where('principal_type', '=', PrincipalType)
    .where('principal_id', '=', PrincipalId)
    .executeTakeFirst()
  if (!found) throw notFound('ApplicationAssignment')
  return { ApplicationArn, PrincipalId, PrincipalType }
}
