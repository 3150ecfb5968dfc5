import type { OperationContext } from '../../access/context.ts'
import type { DeleteApplicationRequest, DeleteApplicationResponse } from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { tables } from './tables.ts'

/** With all its assignments. */
export async function deleteApplication(
  context: OperationContext,
  { ApplicationArn }: DeleteApplicationRequest,
): Promise<DeleteApplicationResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  await tables(context).deleteFrom('applications').where('arn', '=', row.arn).execute()
  return {}
}
