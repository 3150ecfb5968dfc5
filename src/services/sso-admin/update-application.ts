import type { OperationContext } from '../../access/context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import type { UpdateApplicationRequest, UpdateApplicationResponse } from '../../wire/models/sso-admin.ts'
import { ownApplication, signInColumns } from './application.ts'
import { conflict } from './faults.ts'
import { tables } from './tables.ts'

/** Changes what is given and leaves the rest. */
export async function updateApplication(context: OperationContext, input: UpdateApplicationRequest): Promise<UpdateApplicationResponse> {
  const { row } = await ownApplication(context, input.ApplicationArn)
  const { Name, Description, Status, PortalOptions } = input
  const change = {
    ...(Name !== undefined && { name: Name }),
    ...(Description !== undefined && { description: Description }),
    ...(Status !== undefined && { enabled: Status === 'ENABLED' }),
    ...(PortalOptions?.SignInOptions && signInColumns(PortalOptions.SignInOptions)),
  }
  if (Object.keys(change).length === 0) return {}
  const update = tables(context).updateTable('applications').set(change).where('arn', '=', row.arn)
  await update.execute().catch((error) => {
    if (isUniqueViolation(error)) throw conflict(`An application with the name ${Name} already exists.`)
    throw error
  })
  return {}
}
