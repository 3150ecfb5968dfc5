import type { OperationContext } from '../../access/context.ts'
import type { ListInstancesResponse } from '../../wire/models/sso-admin.ts'
import { describeInstanceShape } from './instance.ts'
import { tables } from './tables.ts'

/** The instance of the caller's account, of which there is one at most. */
export async function listInstances(context: OperationContext): Promise<ListInstancesResponse> {
  const rows = await tables(context).selectFrom('instances').selectAll().where('owner_account_id', '=', context.caller.accountId).execute()
  return { Instances: rows.map(describeInstanceShape) }
}
