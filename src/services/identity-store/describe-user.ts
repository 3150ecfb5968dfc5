import type { OperationContext } from '../../access/context.ts'
import type { DescribeUserRequest, DescribeUserResponse } from '../../wire/models/identitystore.ts'
import { checkStore } from './store.ts'
import { describeUserShape, userRow } from './user.ts'

/** One person with all attributes. */
export async function describeUser(context: OperationContext, input: DescribeUserRequest): Promise<DescribeUserResponse> {
  await checkStore(context, input.IdentityStoreId)
  return describeUserShape(await userRow(context, input.IdentityStoreId, input.UserId))
}
