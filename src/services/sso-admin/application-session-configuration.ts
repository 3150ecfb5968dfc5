import type { OperationContext } from '../../access/context.ts'
import type {
  GetApplicationSessionConfigurationRequest,
  GetApplicationSessionConfigurationResponse,
  PutApplicationSessionConfigurationRequest,
} from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { tables } from './tables.ts'

/** Whether jobs of a person go on at the application when the person is no longer signed in. */
export async function putApplicationSessionConfiguration(
  context: OperationContext,
  { ApplicationArn, UserBackgroundSessionApplicationStatus: status }: PutApplicationSessionConfigurationRequest,
): Promise<Record<string, never>> {
  const { row } = await ownApplication(context, ApplicationArn)
  if (status !== undefined)
    await tables(context)
      .updateTable('applications')
      .set({ background_sessions: status === 'ENABLED' })
      .where('arn', '=', row.arn)
      .execute()
  return {}
}

export async function getApplicationSessionConfiguration(
  context: OperationContext,
  { ApplicationArn }: GetApplicationSessionConfigurationRequest,
): Promise<GetApplicationSessionConfigurationResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  return { UserBackgroundSessionApplicationStatus: row.background_sessions ? 'ENABLED' : 'DISABLED' }
}
