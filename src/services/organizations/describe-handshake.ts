import type { OperationContext } from '../../access/context.ts'
import type { DescribeHandshakeRequest, DescribeHandshakeResponse } from '../../wire/models/organizations.ts'
import { describeHandshakeShape, givenHandshake } from './handshake.ts'

export async function describeHandshake(context: OperationContext, input: DescribeHandshakeRequest): Promise<DescribeHandshakeResponse> {
  return { Handshake: describeHandshakeShape(await givenHandshake(context, input.HandshakeId)) }
}
