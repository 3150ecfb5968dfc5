import type { OperationContext } from '../../access/context.ts'
import type { DescribeAccountRequest, DescribeAccountResponse } from '../../wire/models/organizations.ts'
import { describeAccountShape, findMember } from './account.ts'
import { organizationOpenToCaller } from './caller-access.ts'
import { accountNotFound } from './faults.ts'

export async function describeAccount(context: OperationContext, input: DescribeAccountRequest): Promise<DescribeAccountResponse> {
  const organization = await organizationOpenToCaller(context, 'DescribeAccount', input)
  const account = await findMember(context, organization.id, input.AccountId)
  if (!account) throw accountNotFound()
  return { Account: describeAccountShape(account) }
}
