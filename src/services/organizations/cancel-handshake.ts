import { type OperationContext, transaction } from '../../access/context.ts'
import type { CancelHandshakeRequest, CancelHandshakeResponse } from '../../wire/models/organizations.ts'
import { cancelChildren } from './all-features.ts'
import { accessDenied } from './faults.ts'
import { checkTransition, describeHandshakeShape, endHandshake, givenHandshake } from './handshake.ts'
import { lockMemberships } from './joining.ts'

/** The sender takes a handshake back; what came of it goes with it. */
export async function cancelHandshake(context: OperationContext, input: CancelHandshakeRequest): Promise<CancelHandshakeResponse> {
  return transaction(context, async (context) => {
    await lockMemberships(context, await givenHandshake(context, input.HandshakeId))
    const handshake = await givenHandshake(context, input.HandshakeId)
    if (handshake.managementAccountId !== context.caller.accountId) throw accessDenied()
    checkTransition(handshake, 'CANCELED')
    await endHandshake(context, handshake.id, 'CANCELED')
    await cancelChildren(context, handshake.id)
    return { Handshake: describeHandshakeShape({ ...handshake, state: 'CANCELED' }) }
  })
}
