import { type OperationContext, transaction } from '../../access/context.ts'
import type { AcceptHandshakeRequest, AcceptHandshakeResponse } from '../../wire/models/organizations.ts'
import { acceptResponsibilityTransfer } from './accept-responsibility-transfer.ts'
import { approveAllFeatures, enableAllFeaturesNow } from './all-features.ts'
import { accessDenied } from './faults.ts'
import { checkTransition, describeHandshakeShape, endHandshake, givenHandshake, type Handshake } from './handshake.ts'
import { joinOrganization, lockMemberships } from './joining.ts'

/**
 * Answers yes: joins the organization, agrees to all features, or, as the management account, enables them or lets another
 * organization manage its billing.
 */
export async function acceptHandshake(context: OperationContext, input: AcceptHandshakeRequest): Promise<AcceptHandshakeResponse> {
  return transaction(context, async (context) => {
    await lockMemberships(context, await givenHandshake(context, input.HandshakeId))
    const handshake = await givenHandshake(context, input.HandshakeId)
    if (recipientOf(handshake) !== context.caller.accountId) throw accessDenied()
    checkTransition(handshake, 'ACCEPTED')
    if (handshake.action === 'INVITE') await joinOrganization(context, handshake)
    else if (handshake.action === 'TRANSFER_RESPONSIBILITY') await acceptResponsibilityTransfer(context, handshake)
    else if (handshake.accountId === undefined) await enableAllFeaturesNow(context, handshake)
    await endHandshake(context, handshake.id, 'ACCEPTED')
    if (handshake.parentId !== undefined && handshake.accountId !== undefined) await approveAllFeatures(context, handshake.parentId)
    return { Handshake: describeHandshakeShape({ ...handshake, state: 'ACCEPTED' }) }
  })
}

/** The account that answers: the management account for what the organization asks itself. */
export const recipientOf = (handshake: Handshake): string => handshake.accountId ?? handshake.managementAccountId
