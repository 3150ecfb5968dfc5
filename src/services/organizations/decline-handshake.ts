import { type OperationContext, transaction } from '../../access/context.ts'
import type { DeclineHandshakeRequest, DeclineHandshakeResponse } from '../../wire/models/organizations.ts'
import { accessDenied } from './faults.ts'
import { checkTransition, describeHandshakeShape, endHandshake, givenHandshake } from './handshake.ts'
import { lockMemberships } from './joining.ts'

/** The account that was asked answers no. */
export async function declineHandshake(context: OperationContext, input: DeclineHandshakeRequest): Promise<DeclineHandshakeResponse> {
  return transaction(context, async (context) => {
    await lockMemberships(context, await givenHandshake(context, input.HandshakeId))
    const handshake = await givenHandshake(context, input.HandshakeId)
    if (handshake.accountId !== context.caller.accountId) throw accessDenied()
    checkTransition(handshake, 'DECLINED')
    await endHandshake(context, handshake.id, 'DECLINED')
    return { Handshake: describeHandshakeShape({ ...handshake, state: 'DECLINED' }) }
  })
}
