import type { OperationContext } from '../../access/context.ts'
import { handshakeConstraint } from './faults.ts'
import type { Handshake } from './handshake.ts'
import { organizationManagedByCaller } from './organization.ts'
import { ongoingTransfers } from './responsibility-transfer.ts'
import { putTags } from './tags.ts'

/** Lets the organization that asked manage the caller's billing; there is one at a time that does. */
export async function acceptResponsibilityTransfer(context: OperationContext, handshake: Handshake): Promise<void> {
  const organization = await organizationManagedByCaller(context)
  const outbound = await ongoingTransfers(context, organization, 'outbound')
  if (outbound.some(({ status }) => status !== 'REQUESTED'))
    throw handshakeConstraint(
      'RESPONSIBILITY_TRANSFER_ALREADY_EXISTS',
      'Another organization manages this responsibility for yours already.',
    )
  if (handshake.transfer) await putTags(context, handshake.transfer.id, handshake.tags)
}
