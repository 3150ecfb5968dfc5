import type { OperationContext } from '../../access/context.ts'
import type { DescribeResponsibilityTransferRequest, DescribeResponsibilityTransferResponse } from '../../wire/models/organizations.ts'
import { organizationManagedByCaller } from './organization.ts'
import { describeTransferShape, findTransfer } from './responsibility-transfer.ts'

/** One transfer, as either side sees it. */
export async function describeResponsibilityTransfer(
  context: OperationContext,
  { Id }: DescribeResponsibilityTransferRequest,
): Promise<DescribeResponsibilityTransferResponse> {
  const organization = await organizationManagedByCaller(context)
  return { ResponsibilityTransfer: describeTransferShape(await findTransfer(context, organization, Id), organization) }
}
