import type { OperationContext } from '../../access/context.ts'
import type { DescribeCreateAccountStatusRequest, DescribeCreateAccountStatusResponse } from '../../wire/models/organizations.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { createAccountStatus, selectRequests } from './create-account-request.ts'
import { fault } from './faults.ts'

export async function describeCreateAccountStatus(
  context: OperationContext,
  input: DescribeCreateAccountStatusRequest,
): Promise<DescribeCreateAccountStatusResponse> {
  const organization = await organizationOpenToCaller(context, 'DescribeCreateAccountStatus', input)
  const request = await selectRequests(context, organization.id).where('id', '=', input.CreateAccountRequestId).executeTakeFirst()
  if (!request) {
    throw fault('CreateAccountStatusNotFoundException', "You specified a create account request ID that doesn't exist.")
  }
  return { CreateAccountStatus: createAccountStatus(request, context.clock.now()) }
}
