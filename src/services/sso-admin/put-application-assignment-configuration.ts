import type { OperationContext } from '../../access/context.ts'
import type {
  PutApplicationAssignmentConfigurationRequest,
  PutApplicationAssignmentConfigurationResponse,
} from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { tables } from './tables.ts'

/** Whether an application is for those it is assigned to, or for everybody. */
export async function putApplicationAssignmentConfiguration(
  context: OperationContext,
  { ApplicationArn, AssignmentRequired }: PutApplicationAssignmentConfigurationRequest,
): Promise<PutApplicationAssignmentConfigurationResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  await tables(context).updateTable('applications').set({ assignment_required: AssignmentRequired }).where('arn', '=', row.arn).execute()
  return {}
}
