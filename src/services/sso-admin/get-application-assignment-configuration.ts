import type { OperationContext } from '../../access/context.ts'
import type {
  GetApplicationAssignmentConfigurationRequest,
  GetApplicationAssignmentConfigurationResponse,
} from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'

export async function getApplicationAssignmentConfiguration(
  context: OperationContext,
  { ApplicationArn }: GetApplicationAssignmentConfigurationRequest,
): Promise<GetApplicationAssignmentConfigurationResponse> {
  return { AssignmentRequired: (await ownApplication(context, ApplicationArn)).row.assignment_required }
}
