import type { OperationContext } from '../../access/context.ts'
import type { ResponsibilityTransfer as TransferShape } from '../../wire/models/organizations.ts'
import { fault } from './faults.ts'
import { transferArn } from './identifiers.ts'
import type { Organization } from './organization.ts'
import { tables } from './tables.ts'

// One organization manages a responsibility for another one: inbound for who manages (the target, which asks for it), outbound for whom
// it is managed (the source). Billing itself does not exist here: a transfer is what both sides agreed on.

export interface ResponsibilityTransfer {
  readonly id: string
  readonly direction: 'inbound' | 'outbound'
  readonly type: 'BILLING'
  readonly name: string
  readonly status: NonNullable<TransferShape['Status']>
  readonly source: Participant
  readonly target: Participant
  readonly startAt: Date
  readonly endAt: Date | undefined
  readonly handshakeId: string
}

interface Participant {
  readonly accountId: string
  readonly email: string
}

const outboundOf = (organization: Organization) => ['responsibility_transfers.source_account_id', organization.managementAccountId] as const
const inboundOf = (organization: Organization) => ['responsibility_transfers.organization_id', organization.id] as const

function selectTransfers(context: OperationContext) {
  return tables(context)
    .selectFrom('responsibility_transfers')
    .innerJoin('handshakes', 'handshakes.id', 'responsibility_transfers.handshake_id')
    .innerJoin('accounts as source', 'source.id', 'responsibility_transfers.source_account_id')
    .innerJoin('organizations', 'organizations.id', 'responsibility_transfers.organization_id')
    .innerJoin('accounts as target', 'target.id', 'organizations.management_account_id')
    .selectAll('responsibility_transfers')
    .select(['handshakes.state', 'handshakes.ended_at', 'handshakes.expires_at', 'source.email as source_email'])
    .select(['target.id as target_account_id', 'target.email as target_email'])
}

type TransferRow = Awaited<ReturnType<ReturnType<typeof selectTransfers>['executeTakeFirstOrThrow']>>

function toTransfer(row: TransferRow, organization: Organization, now: Date): ResponsibilityTransfer {
  return {
    id: row.id,
    direction: row.organization_id === organization.id ? 'inbound' : 'outbound',
    type: row.type,
    name: row.name,
    status: statusOf(row, now),
    source: { accountId: row.source_account_id, email: row.source_email },
    target: { accountId: row.target_account_id, email: row.target_email },
    startAt: row.start_at,
    endAt: row.end_at ?? undefined,
    handshakeId: row.handshake_id,
  }
}

function statusOf({ withdrawn_at, state, ended_at, expires_at }: TransferRow, now: Date): ResponsibilityTransfer['status'] {
  if (withdrawn_at) return 'WITHDRAWN'
  if (state === 'OPEN' || state === 'REQUESTED') return ended_at === null && expires_at <= now ? 'EXPIRED' : 'REQUESTED'
  return state
}

/** A transfer that the organization has a part in; others do not learn that it is there. Throws ResponsibilityTransferNotFoundException. */
export async function findTransfer(context: OperationContext, organization: Organization, id: string): Promise<ResponsibilityTransfer> {
  const row = await selectTransfers(context)
    .where('responsibility_transfers.id', '=', id)
    .where((eb) =>
      eb.or([eb(outboundOf(organization)[0], '=', outboundOf(organization)[1]), eb(inboundOf(organization)[0], '=', organization.id)]),
    )
    .executeTakeFirst()
  if (row) return toTransfer(row, organization, context.clock.now())
  throw fault('ResponsibilityTransferNotFoundException', "We can't find a transfer that you specified.")
}

/** A page of the organization's transfers, by id. */
export async function readTransfers(
  context: OperationContext,
  organization: Organization,
  query: { direction: ResponsibilityTransfer['direction']; id: string | undefined; after: string; limit: number },
): Promise<ResponsibilityTransfer[]> {
  const [column, value] = query.direction === 'inbound' ? inboundOf(organization) : outboundOf(organization)
  let select = selectTransfers(context).where(column, '=', value).where('responsibility_transfers.id', '>', query.after)
  if (query.id !== undefined) select = select.where('responsibility_transfers.id', '=', query.id)
  const rows = await select.orderBy('responsibility_transfers.id').limit(query.limit).execute()
  return rows.map((row) => toTransfer(row, organization, context.clock.now()))
}

/** Whether something is asked or agreed that has not ended. */
export function isOngoing({ status, endAt }: ResponsibilityTransfer, now: Date): boolean {
  if (status === 'REQUESTED' || status === 'ACCEPTED') return true
  return status === 'WITHDRAWN' && endAt !== undefined && endAt > now
}

/** As many as are looked at; nobody has more that are ongoing, for new ones are refused before. */
export const mostOngoing = 100

/** The organization's transfers that have not ended. */
export async function ongoingTransfers(
  context: OperationContext,
  organization: Organization,
  direction: ResponsibilityTransfer['direction'],
): Promise<ResponsibilityTransfer[]> {
  const now = context.clock.now()
  const [column, value] = direction === 'inbound' ? inboundOf(organization) : outboundOf(organization)
  const rows = await selectTransfers(context)
    .where(column, '=', value)
    .where((eb) => eb.or([eb('responsibility_transfers.end_at', 'is', null), eb('responsibility_transfers.end_at', '>', now)]))
    .where((eb) =>
      eb.or([
        eb('handshakes.state', '=', 'ACCEPTED'),
        eb.and([eb('handshakes.ended_at', 'is', null), eb('handshakes.expires_at', '>', now)]),
      ]),
    )
    .limit(mostOngoing)
    .execute()
  return rows.map((row) => toTransfer(row, organization, now)).filter((transfer) => isOngoing(transfer, now))
}

/** The API's shape, as the organization sees it. */
export function describeTransferShape(transfer: ResponsibilityTransfer, organization: Organization): TransferShape {
  return {
    Arn: transferArn(organization, transfer),
    Name: transfer.name,
    Id: transfer.id,
    Type: transfer.type,
    Status: transfer.status,
    Source: { ManagementAccountId: transfer.source.accountId, ManagementAccountEmail: transfer.source.email },
    Target: { ManagementAccountId: transfer.target.accountId, ManagementAccountEmail: transfer.target.email },
    StartTimestamp: transfer.startAt,
    ...(transfer.endAt && { EndTimestamp: transfer.endAt }),
    ...(transfer.status === 'REQUESTED' && { ActiveHandshakeId: transfer.handshakeId }),
  }
}
