import { type OperationContext, transaction } from '../../access/context.ts'
import type { TerminateResponsibilityTransferRequest, TerminateResponsibilityTransferResponse } from '../../wire/models/organizations.ts'
import { fault, invalidInput } from './faults.ts'
import { organizationManagedByCaller } from './organization.ts'
import { describeTransferShape, findTransfer } from './responsibility-transfer.ts'
import { tables } from './tables.ts'

/** Ends a transfer that both sides agreed on, for either side, at the end of a month: of this one, or of the first, unless said. */
export async function terminateResponsibilityTransfer(
  context: OperationContext,
  { Id, EndTimestamp }: TerminateResponsibilityTransferRequest,
): Promise<TerminateResponsibilityTransferResponse> {
  const organization = await organizationManagedByCaller(context)
  return transaction(context, async (context) => {
    await tables(context).selectFrom('responsibility_transfers').select('id').where('id', '=', Id).forUpdate().execute()
    const transfer = await findTransfer(context, organization, Id)
    if (transfer.status === 'WITHDRAWN')
      throw fault(
        'ResponsibilityTransferAlreadyInStatusException',
        'The responsibility transfer is already in the status that you specified.',
      )
    if (transfer.status !== 'ACCEPTED')
      throw fault(
        'InvalidResponsibilityTransferTransitionException',
        `The responsibility transfer can't transition to the requested status because it's not in a valid status: ${transfer.status}.`,
      )
    const now = context.clock.now()
    const earliest = endOfMonth(new Date(Math.max(transfer.startAt.getTime(), now.getTime())))
    const endAt = EndTimestamp ?? earliest
    checkEnd(endAt, earliest)
    await tables(context).updateTable('responsibility_transfers').set({ withdrawn_at: now, end_at: endAt }).where('id', '=', Id).execute()
    return { ResponsibilityTransfer: describeTransferShape({ ...transfer, status: 'WITHDRAWN', endAt }, organization) }
  })
}

/** The last second of the month, in UTC. */
const endOfMonth = (time: Date): Date => new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 1) - 1000)

function checkEnd(end: Date, earliest: Date): void {
  // Anywhere within the last second.
  if (Math.floor(end.getTime() / 1000) !== endOfMonth(end).getTime() / 1000)
    throw invalidInput(
      'END_DATE_NOT_END_OF_MONTH',
      'You provided an invalid end date. The end date must be the end of the last day of the month.',
    )
  if (end < earliest) throw invalidInput('END_DATE_TOO_EARLY', 'You provided an invalid end date. The end date is too early.')
}
