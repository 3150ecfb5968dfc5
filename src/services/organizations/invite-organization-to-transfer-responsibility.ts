import { type OperationContext, transaction } from '../../access/context.ts'
import type {
  InviteOrganizationToTransferResponsibilityRequest,
  InviteOrganizationToTransferResponsibilityResponse,
} from '../../wire/models/organizations.ts'
import { constraintViolation, fault, handshakeConstraint, invalidInput } from './faults.ts'
import { describeHandshakeShape, givenHandshake, invitationMs } from './handshake.ts'
import { newHandshakeId, newResponsibilityTransferId } from './identifiers.ts'
import { findTarget } from './invite-account-to-organization.ts'
import { lockOrganization, type Organization, organizationManagedByCaller, organizationOf } from './organization.ts'
import { mostOngoing, ongoingTransfers } from './responsibility-transfer.ts'
import { tables } from './tables.ts'
import { checkTags } from './tags.ts'

/** Asks the management account of another organization of the installation to let the caller's organization manage its billing. */
export async function inviteOrganizationToTransferResponsibility(
  context: OperationContext,
  input: InviteOrganizationToTransferResponsibilityRequest,
): Promise<InviteOrganizationToTransferResponsibilityResponse> {
  const organization = await organizationManagedByCaller(context)
  const tags = checkTags(input.Tags)
  checkStart(context, input.StartTimestamp)
  const account = await findTarget(context, input.Target)
  if (account.id === organization.managementAccountId)
    throw handshakeConstraint(
      'SOURCE_AND_TARGET_CANNOT_MATCH',
      "An account can't accept a transfer invitation if it is both the sender and recipient of the invitation.",
    )
  if ((await organizationOf(context, account.id))?.managementAccountId !== account.id)
    throw invalidInput(
      'TARGET_NOT_SUPPORTED',
      "You can't invite the specified account: it is not the management account of an organization.",
    )
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    await checkOngoing(context, organization, account.id)
    const now = context.clock.now()
    const id = newHandshakeId()
    const handshake = {
      ...{ id, organization_id: organization.id, action: 'TRANSFER_RESPONSIBILITY' as const, account_id: account.id },
      email: input.Target.Type === 'EMAIL' ? input.Target.Id : null,
      ...{ parent_id: null, notes: input.Notes ?? null, tags: JSON.stringify(tags), state: 'OPEN' as const },
      ...{ requested_at: now, expires_at: new Date(now.getTime() + invitationMs), ended_at: null },
    }
    await tables(context).insertInto('handshakes').values(handshake).execute()
    const transfer = {
      ...{ id: newResponsibilityTransferId(), handshake_id: id, type: input.Type, name: input.SourceName },
      ...{ organization_id: organization.id, source_account_id: account.id },
      ...{ start_at: input.StartTimestamp, end_at: null, withdrawn_at: null },
    }
    await tables(context).insertInto('responsibility_transfers').values(transfer).execute()
    return { Handshake: describeHandshakeShape(await givenHandshake(context, id)) }
  })
}

async function checkOngoing(context: OperationContext, organization: Organization, sourceAccountId: string): Promise<void> {
  const inbound = await ongoingTransfers(context, organization, 'inbound')
  const same = inbound.find(({ source }) => source.accountId === sourceAccountId)
  if (same?.status === 'REQUESTED')
    throw fault('DuplicateHandshakeException', 'A handshake with the same action and target already exists.')
  if (same)
    throw handshakeConstraint(
      'RESPONSIBILITY_TRANSFER_ALREADY_EXISTS',
      'Your organization manages this responsibility for the target already.',
    )
  if (inbound.length >= mostOngoing)
    throw constraintViolation('RESPONSIBILITY_TRANSFER_MAX_INBOUND_QUOTA_VIOLATION', 'You have exceeded your inbound transfers quota.')
}

/** How far ahead a transfer may start. AWS does not tell its limit. */
const latestStartMonths = 12

/** The beginning of a month to come, in UTC. */
function checkStart(context: OperationContext, start: Date): void {
  const now = context.clock.now()
  if (start.getTime() % 86_400_000 !== 0)
    throw invalidInput(
      'START_DATE_NOT_BEGINNING_OF_DAY',
      'You provided an invalid start date. The start date must be the beginning of the day (12:00 AM UTC).',
    )
  if (start.getUTCDate() !== 1)
    throw invalidInput(
      'START_DATE_NOT_BEGINNING_OF_MONTH',
      'You provided an invalid start date. The start date must be the first day of the month.',
    )
  if (start <= now) throw invalidInput('START_DATE_TOO_EARLY', 'You provided an invalid start date. The start date is too early.')
  if (start.getTime() > Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + latestStartMonths, 1))
    throw invalidInput('START_DATE_TOO_LATE', 'You provided an invalid start date. The start date is too late.')
}
