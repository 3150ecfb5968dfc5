import type { OperationContext } from '../../access/context.ts'
import type { ListPermissionSetsRequest, ListPermissionSetsResponse } from '../../wire/models/sso-admin.ts'
import { ownOrganizationInstance, readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

/** The ARNs of the instance's permission sets. */
export async function listPermissionSets(context: OperationContext, input: ListPermissionSetsRequest): Promise<ListPermissionSetsResponse> {
  const { instance_arn: instanceArn } = await ownOrganizationInstance(context, input.InstanceArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListPermissionSets', instanceArn],
    input,
    (after, limit) =>
      tables(context)
        .selectFrom('permission_sets')
        .select('arn')
        .where('instance_arn', '=', instanceArn)
        .where('arn', '>', String(after?.[0] ?? ''))
        .orderBy('arn')
        .limit(limit)
        .execute(),
    ({ arn }) => [arn],
  )
  return { PermissionSets: rows.map(({ arn }) => arn), NextToken: nextToken }
}
