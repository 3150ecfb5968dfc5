import type { OperationContext } from '../../access/context.ts'
import type { DescribeApplicationRequest, DescribeApplicationResponse } from '../../wire/models/sso-admin.ts'
import { describeApplicationShape, ownApplication } from './application.ts'

export async function describeApplication(
  context: OperationContext,
  { ApplicationArn }: DescribeApplicationRequest,
): Promise<DescribeApplicationResponse> {
  const { row, instance } = await ownApplication(context, ApplicationArn)
  return describeApplicationShape(row, instance)
}
