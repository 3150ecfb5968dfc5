import { sql } from 'kysely'
import { type OperationContext, transaction } from '../../access/context.ts'
import { randomString } from '../../random.ts'
import type {
  GetRequestedServiceQuotaChangeRequest,
  GetRequestedServiceQuotaChangeResponse,
  ListRequestedServiceQuotaChangeHistoryRequest,
  ListRequestedServiceQuotaChangeHistoryResponse,
  RequestedServiceQuotaChange,
  RequestServiceQuotaIncreaseRequest,
  RequestServiceQuotaIncreaseResponse,
} from '../../wire/models/service-quotas.ts'
import { alreadyExists, illegalArgument, noSuchResource, quotaExceeded } from './faults.ts'
import { quotasPage } from './page.ts'
import { findQuota, type Quota, quotaArn, quotasOfService, serviceNames, valuesInForce } from './quotas.ts'
import { type RequestsTable, tables } from './tables.ts'

/** So many requests an account makes in a day. */
const mostInOneDay = 20

/**
 * Asks for more. Nobody has to look at it here: it is PENDING for a while, then APPROVED and in force, or NOT_APPROVED when it is more than
 * this installation lets anybody have. Throws ResourceAlreadyExistsException while another one for the quota is pending.
 */
export async function requestIncrease(
  context: OperationContext,
  input: RequestServiceQuotaIncreaseRequest,
): Promise<RequestServiceQuotaIncreaseResponse> {
  const quota = findQuota(input)
  const { accountId, principalArn } = context.caller
  if (input.ContextId !== undefined) throw illegalArgument('No quota here is of a single resource: leave out ContextId.')
  if (!Number.isInteger(input.DesiredValue))
    throw illegalArgument(`The desired value must be a whole number, and ${input.DesiredValue} is not.`)
  return transaction(context, async (context) => {
    const [value = quota.defaultValue] = await valuesInForce(context, accountId, [quota])
    if (input.DesiredValue <= value)
      throw illegalArgument(`The desired value must be greater than the present one, which is ${value}, and ${input.DesiredValue} is not.`)
    await checkRequests(context, quota)
    const now = context.clock.now()
    const row: RequestsTable = {
      ...{ id: randomString(40), account_id: accountId, service_code: quota.serviceCode, quota_code: quota.quotaCode },
      ...{ desired_value: input.DesiredValue, approved: input.DesiredValue <= quota.mostValue },
      ...{ requester: JSON.stringify({ accountId, callerArn: principalArn }), created_at: now },
      decided_at: new Date(now.getTime() + context.pace['raise-quota']),
    }
    await tables(context).insertInto('requests').values(row).execute()
    return { RequestedQuota: { ...describeChange(context, row), Status: 'PENDING' } }
  })
}

/** Throws NoSuchResourceException when the account has made no such request. */
export async function getRequestedChange(
  context: OperationContext,
  { RequestId }: GetRequestedServiceQuotaChangeRequest,
): Promise<GetRequestedServiceQuotaChangeResponse> {
  const row = await selectRequests(context).where('id', '=', RequestId).executeTakeFirst()
  if (!row) throw noSuchResource('The request failed because the specified request does not exist.')
  return { RequestedQuota: describeChange(context, row) }
}

/** The account's requests, of one service, quota or status when asked for, by id. */
export async function listRequestedChanges(
  context: OperationContext,
  input: ListRequestedServiceQuotaChangeHistoryRequest & { QuotaCode?: string },
): Promise<ListRequestedServiceQuotaChangeHistoryResponse> {
  const { ServiceCode, QuotaCode, Status, QuotaRequestedAtLevel: level } = input
  if (ServiceCode !== undefined) quotasOfService(ServiceCode)
  const { rows, more } = await quotasPage<RequestsTable>(
    ['ListRequestedServiceQuotaChangeHistory', context.caller.accountId, ServiceCode, QuotaCode, Status, level],
    input,
    ({ id }) => [id],
    async (after, limit) => {
      const isNone = level === 'RESOURCE' || (Status !== undefined && !statuses.includes(Status))
      if (isNone) return []
      let select = selectRequests(context)
      if (ServiceCode !== undefined) select = select.where('service_code', '=', ServiceCode)
      if (QuotaCode !== undefined) select = select.where('quota_code', '=', QuotaCode)
      if (Status !== undefined) select = select.where('decided_at', Status === 'PENDING' ? '>' : '<=', context.clock.now())
      if (Status !== undefined && Status !== 'PENDING') select = select.where('approved', '=', Status === 'APPROVED')
      return select
        .where('id', '>', String(after?.[0] ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute()
    },
  )
  return { RequestedQuotas: rows.map((row) => describeChange(context, row)), ...more }
}

/** Requests of an account come one after the other. Throws ResourceAlreadyExistsException and QuotaExceededException. */
async function checkRequests(context: OperationContext, { quotaCode }: Quota): Promise<void> {
  const { accountId } = context.caller
  const now = context.clock.now()
  await sql`select pg_advisory_xact_lock(hashtextextended(${`quotas ${accountId}`}, 0))`.execute(context.db)
  const { today, pending } = await tables(context)
    .selectFrom('requests')
    .select(({ fn, eb }) => [
      fn
        .countAll<string>()
        .filterWhere('created_at', '>', new Date(now.getTime() - 86_400_000))
        .as('today'),
      fn
        .countAll<string>()
        .filterWhere(eb.and([eb('quota_code', '=', quotaCode), eb('decided_at', '>', now)]))
        .as('pending'),
    ])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  if (Number(pending) > 0) throw alreadyExists('A request for this quota is pending already; wait until it is decided.')
  if (Number(today) >= mostInOneDay) throw quotaExceeded(`An account asks for ${mostInOneDay} raises in a day at most.`)
}

/** Those that requests have here. */
const statuses: readonly string[] = ['PENDING', 'APPROVED', 'NOT_APPROVED']

const selectRequests = (context: OperationContext) =>
  tables(context).selectFrom('requests').selectAll().where('account_id', '=', context.caller.accountId)

function describeChange({ clock }: OperationContext, row: RequestsTable): RequestedServiceQuotaChange {
  const quota = findQuota({ ServiceCode: row.service_code, QuotaCode: row.quota_code })
  return {
    Id: row.id,
    ServiceCode: quota.serviceCode,
    ServiceName: serviceNames[quota.serviceCode] ?? quota.serviceCode,
    QuotaCode: quota.quotaCode,
    QuotaName: quota.name,
    DesiredValue: row.desired_value,
    Status: row.decided_at > clock.now() ? 'PENDING' : row.approved ? 'APPROVED' : 'NOT_APPROVED',
    Created: row.created_at,
    LastUpdated: row.decided_at > clock.now() ? row.created_at : row.decided_at,
    Requester: row.requester,
    QuotaArn: quotaArn(row.account_id, quota.serviceCode, quota.quotaCode),
    GlobalQuota: true,
    Unit: 'None',
    QuotaRequestedAtLevel: 'ACCOUNT',
  }
}
