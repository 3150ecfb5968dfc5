import type { OperationContext } from '../../access/context.ts'
import type { DescribeInstanceRequest, DescribeInstanceResponse } from '../../wire/models/sso-admin.ts'
import { describeInstanceShape, ownInstance } from './instance.ts'
import { tables } from './tables.ts'

/** One instance. */
export async function describeInstance(context: OperationContext, input: DescribeInstanceRequest): Promise<DescribeInstanceResponse> {
  await ownInstance(context, input.InstanceArn)
  const row = await tables(context)
    .selectFrom('instances')
    .selectAll()
    .where('instance_arn', '=', input.InstanceArn)
    .executeTakeFirstOrThrow()
  return describeInstanceShape(row)
}
