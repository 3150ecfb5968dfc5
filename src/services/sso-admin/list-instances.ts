import type { OperationContext } from '../../access/context.ts'
import type { ListInstancesRequest, ListInstancesResponse } from '../../wire/models/sso-admin.ts'
import { organizationOf } from '../organizations/index.ts'
import { describeInstanceShape, primaryRegionOf, readInstancePage, selectInstances } from './instance.ts'
import { regionsOf } from './region.ts'

/** The instance of the caller's account, and that of the organization which the account is a member of. */
export async function listInstances(context: OperationContext, input: ListInstancesRequest): Promise<ListInstancesResponse> {
  const { accountId } = context.caller
  const organization = await organizationOf(context, accountId)
  const { rows, nextToken } = await readInstancePage(
    ['ListInstances', accountId],
    input,
    (after, limit) =>
      selectInstances(context)
        .where((eb) =>
          eb.or([
            eb('owner_account_id', '=', accountId),
            eb('owner_account_id', '=', organization?.managementAccountId ?? accountId).and('is_account_instance', '=', false),
          ]),
        )
        .where('instance_arn', '>', String(after?.[0] ?? ''))
        .orderBy('instance_arn')
        .limit(limit)
        .execute(),
    ({ instance_arn }) => [instance_arn],
  )
  const regions = await regionsOf(context, rows)
  const Instances = rows.map((row) => {
    const place = { PrimaryRegion: primaryRegionOf(context, row), Regions: regions.get(row.instance_arn) ?? [] }
    return { ...describeInstanceShape(context, row), ...place }
  })
  return { Instances, ...(nextToken && { NextToken: nextToken }) }
}
