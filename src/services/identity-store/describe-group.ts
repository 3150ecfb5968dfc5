import type { OperationContext } from '../../access/context.ts'
import type { DescribeGroupRequest, DescribeGroupResponse } from '../../wire/models/identitystore.ts'
import { describeGroupShape, groupRow } from './group.ts'
import { checkStore } from './store.ts'

/** One group. */
export async function describeGroup(context: OperationContext, input: DescribeGroupRequest): Promise<DescribeGroupResponse> {
  await checkStore(context, input.IdentityStoreId)
  return describeGroupShape(await groupRow(context, input.IdentityStoreId, input.GroupId))
}
