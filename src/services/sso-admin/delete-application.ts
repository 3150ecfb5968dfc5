import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeleteApplicationRequest, DeleteApplicationResponse } from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { tables } from './tables.ts'
import { deleteTags } from './tags.ts'

/** With all that belongs to it. */
export async function deleteApplication(
  context: OperationContext,
  { ApplicationArn }: DeleteApplicationRequest,
): Promise<DeleteApplicationResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  return transaction(context, async (context) => {
    await deleteTags(context, row.arn)
    await tables(context).deleteFrom('applications').where('arn', '=', row.arn).execute()
    return {}
  })
}
