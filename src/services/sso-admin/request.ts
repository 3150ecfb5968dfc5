import type { OperationContext } from '../../access/context.ts'
import { randomUUID } from '../../random.ts'
import type { AccountAssignmentOperationStatus, PermissionSetProvisioningStatus } from '../../wire/models/sso-admin.ts'
import { notFound } from './faults.ts'
import { ownOrganizationInstance, readInstancePage } from './instance.ts'
import { type RequestsTable, tables } from './tables.ts'

type RequestType = RequestsTable['type']
type Status = NonNullable<AccountAssignmentOperationStatus['Status']>

/** Notes an asynchronous request that completes after the pace's time for assignments, or fails then. */
export async function createRequest(
  context: OperationContext,
  request: Omit<RequestsTable, 'request_id' | 'created_at' | 'completes_at' | 'failure_reason'>,
  failureReason?: string,
): Promise<RequestsTable> {
  const createdAt = context.clock.now()
  const outcome = { completes_at: dueTime(context), failure_reason: failureReason ?? null }
  const row = { ...request, request_id: randomUUID(), created_at: createdAt, ...outcome }
  await tables(context).insertInto('requests').values(row).execute()
  return row
}

/** When work on assignments that is asked for now is done. */
export function dueTime({ clock, pace }: OperationContext): Date {
  return new Date(clock.now().getTime() + pace['account-assignment'])
}

export async function findRequest(
  context: OperationContext,
  instanceArn: string,
  type: RequestType,
  requestId: string,
): Promise<RequestsTable> {
  await ownOrganizationInstance(context, instanceArn)
  const row = await tables(context)
    .selectFrom('requests')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('instance_arn', '=', instanceArn)
    .where('type', '=', type)
    .executeTakeFirst()
  if (!row) throw notFound(`Request ${requestId}`)
  return row
}

/** A page of requests of a type, in the order of their ids, of one status when asked for. */
export async function listRequests(
  context: OperationContext,
  type: RequestType,
  input: { InstanceArn: string; NextToken?: string; MaxResults?: number; Filter?: { Status?: Status } },
) {
  await ownOrganizationInstance(context, input.InstanceArn)
  const now = context.clock.now()
  const status = input.Filter?.Status
  return readInstancePage(
    [type, input.InstanceArn, status],
    input,
    async (after, limit) => {
      let select = tables(context).selectFrom('requests').selectAll().where('instance_arn', '=', input.InstanceArn).where('type', '=', type)
      if (status) select = select.where('completes_at', status === 'IN_PROGRESS' ? '>' : '<=', now)
      if (status === 'SUCCEEDED') select = select.where('failure_reason', 'is', null)
      if (status === 'FAILED') select = select.where('failure_reason', 'is not', null)
      return select
        .where('request_id', '>', String(after?.[0] ?? ''))
        .orderBy('request_id')
        .limit(limit)
        .execute()
    },
    ({ request_id }) => [request_id],
  )
}

export function statusOf(context: OperationContext, row: RequestsTable): Status {
  if (row.completes_at > context.clock.now()) return 'IN_PROGRESS'
  return row.failure_reason === null ? 'SUCCEEDED' : 'FAILED'
}

function outcomeOf(context: OperationContext, row: RequestsTable) {
  const status = statusOf(context, row)
  return { Status: status, ...(status === 'FAILED' && row.failure_reason !== null && { FailureReason: row.failure_reason }) }
}

export function describeAssignmentStatus(context: OperationContext, row: RequestsTable): AccountAssignmentOperationStatus {
  return {
    ...outcomeOf(context, row),
    RequestId: row.request_id,
    TargetId: row.account_id ?? undefined,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: row.permission_set_arn,
    PrincipalType: row.principal_type ?? undefined,
    PrincipalId: row.principal_id ?? undefined,
    CreatedDate: row.created_at,
  }
}

export function describeProvisioningStatus(context: OperationContext, row: RequestsTable): PermissionSetProvisioningStatus {
  return {
    ...outcomeOf(context, row),
    RequestId: row.request_id,
    ...(row.account_id !== null && { AccountId: row.account_id }),
    PermissionSetArn: row.permission_set_arn,
    CreatedDate: row.created_at,
  }
}
