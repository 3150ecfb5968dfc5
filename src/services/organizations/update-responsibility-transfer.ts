import type { OperationContext } from '../../access/context.ts'
import type { UpdateResponsibilityTransferRequest, UpdateResponsibilityTransferResponse } from '../../wire/models/organizations.ts'
import { accessDenied } from './faults.ts'
import { organizationManagedByCaller } from './organization.ts'
import { describeTransferShape, findTransfer } from './responsibility-transfer.ts'
import { tables } from './tables.ts'

/** Gives the transfer another name, which the side that manages has chosen. */
export async function updateResponsibilityTransfer(
  context: OperationContext,
  { Id, Name }: UpdateResponsibilityTransferRequest,
): Promise<UpdateResponsibilityTransferResponse> {
  const organization = await organizationManagedByCaller(context)
  const transfer = await findTransfer(context, organization, Id)
  if (transfer.direction !== 'inbound') throw accessDenied()
  await tables(context).updateTable('responsibility_transfers').set({ name: Name }).where('id', '=', Id).execute()
  return { ResponsibilityTransfer: describeTransferShape({ ...transfer, name: Name }, organization) }
}
