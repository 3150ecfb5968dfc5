import type { OperationContext } from '../../access/context.ts'
import type { ListApplicationsRequest, ListApplicationsResponse } from '../../wire/models/sso-admin.ts'
import { describeApplicationShape } from './application.ts'
import { ownInstance, readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

/** The instance's applications, by ARN. */
export async function listApplications(context: OperationContext, input: ListApplicationsRequest): Promise<ListApplicationsResponse> {
  const instance = await ownInstance(context, input.InstanceArn)
  const { ApplicationAccount: account, ApplicationProvider: provider } = input.Filter ?? {}
  const { rows, nextToken } = await readInstancePage(
    ['ListApplications', instance.instanceArn, account, provider],
    input,
    async (after, limit) => {
      // All of them are the instance's own account's.
      if (account !== undefined && account !== instance.ownerAccountId) return []
      let select = tables(context).selectFrom('applications').selectAll().where('instance_arn', '=', instance.instanceArn)
      if (provider !== undefined) select = select.where('provider_arn', '=', provider)
      return select
        .where('arn', '>', String(after?.[0] ?? ''))
        .orderBy('arn')
        .limit(limit)
        .execute()
    },
    ({ arn }) => [arn],
  )
  return { Applications: rows.map((row) => describeApplicationShape(row, instance)), ...(nextToken && { NextToken: nextToken }) }
}
