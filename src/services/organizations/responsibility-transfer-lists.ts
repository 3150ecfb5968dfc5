import type { OperationContext } from '../../access/context.ts'
import type {
  ListInboundResponsibilityTransfersRequest,
  ListInboundResponsibilityTransfersResponse,
  ListOutboundResponsibilityTransfersRequest,
  ListOutboundResponsibilityTransfersResponse,
} from '../../wire/models/organizations.ts'
import { organizationManagedByCaller } from './organization.ts'
import { readPage } from './page.ts'
import { describeTransferShape, findTransfer, type ResponsibilityTransfer, readTransfers } from './responsibility-transfer.ts'

/** Responsibilities that the caller's organization manages for others. */
export function listInboundResponsibilityTransfers(
  context: OperationContext,
  input: ListInboundResponsibilityTransfersRequest,
): Promise<ListInboundResponsibilityTransfersResponse> {
  return listTransfers(context, 'inbound', input)
}

/** Responsibilities that others manage for the caller's organization. */
export function listOutboundResponsibilityTransfers(
  context: OperationContext,
  input: ListOutboundResponsibilityTransfersRequest,
): Promise<ListOutboundResponsibilityTransfersResponse> {
  return listTransfers(context, 'outbound', input)
}

async function listTransfers(
  context: OperationContext,
  direction: ResponsibilityTransfer['direction'],
  input: ListInboundResponsibilityTransfersRequest,
): Promise<ListInboundResponsibilityTransfersResponse> {
  const organization = await organizationManagedByCaller(context)
  if (input.Id !== undefined) await findTransfer(context, organization, input.Id)
  const { rows, nextToken } = await readPage({
    query: ['ListResponsibilityTransfers', direction, organization.id, input.Type, input.Id],
    token: input.NextToken,
    maxResults: input.MaxResults,
    keyOf: ({ id }: ResponsibilityTransfer) => [id],
    read: (after, limit) => readTransfers(context, organization, { direction, id: input.Id, after: String(after?.[0] ?? ''), limit }),
  })
  const transfers = rows.map((transfer) => describeTransferShape(transfer, organization))
  return { ResponsibilityTransfers: transfers, ...(nextToken && { NextToken: nextToken }) }
}
