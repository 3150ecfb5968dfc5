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
import { illegalArgument, noSuchResource } from './faults.ts'
import { quotasPage } from './page.ts'
import { findQuota, quotaArn, serviceNames, valuesInForce } from './quotas.ts'
import { type RequestsTable, tables } from './tables.ts'

/**
 * Asks for more. Nobody has to look at it here: the answer says PENDING, as on AWS, and whoever looks again finds it APPROVED and in
 * force, or NOT_APPROVED when it is more than this installation lets anybody have.
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
    const row: RequestsTable = {
      ...{ id: randomString(40), account_id: accountId, service_code: quota.serviceCode, quota_code: quota.quotaCode },
      ...{ desired_value: input.DesiredValue, approved: input.DesiredValue <= quota.mostValue },
      ...{ requester: JSON.stringify({ accountId, callerArn: principalArn }), created_at: context.clock.now() },
    }
    await tables(context).insertInto('requests').values(row).execute()
    return { RequestedQuota: { ...describeChange(row), Status: 'PENDING' } }
  })
}

/** Throws NoSuchResourceException when the account has made no such request. */
export async function getRequestedChange(
  context: OperationContext,
  { RequestId }: GetRequestedServiceQuotaChangeRequest,
): Promise<GetRequestedServiceQuotaChangeResponse> {
  const row = await selectRequests(context).where('id', '=', RequestId).executeTakeFirst()
  if (!row) throw noSuchResource('The request failed because the specified request does not exist.')
  return { RequestedQuota: describeChange(row) }
}

/** The account's requests, of one service, quota or status when asked for, by id. */
export async function listRequestedChanges(
  context: OperationContext,
  input: ListRequestedServiceQuotaChangeHistoryRequest & { QuotaCode?: string },
): Promise<ListRequestedServiceQuotaChangeHistoryResponse> {
  const { ServiceCode, QuotaCode, Status, QuotaRequestedAtLevel: level } = input
  const { rows, more } = await quotasPage<RequestsTable>(
    ['ListRequestedServiceQuotaChangeHistory', context.caller.accountId, ServiceCode, QuotaCode, Status, level],
    input,
    ({ id }) => [id],
    async (after, limit) => {
      const isNone = level === 'RESOURCE' || (Status !== undefined && Status !== 'APPROVED' && Status !== 'NOT_APPROVED')
      if (isNone) return []
      let select = selectRequests(context)
      if (ServiceCode !== undefined) select = select.where('service_code', '=', ServiceCode)
      if (QuotaCode !== undefined) select = select.where('quota_code', '=', QuotaCode)
      if (Status !== undefined) select = select.where('approved', '=', Status === 'APPROVED')
      return select
        .where('id', '>', String(after?.[0] ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute()
    },
  )
  return { RequestedQuotas: rows.map(describeChange), ...more }
}

const selectRequests = (context: OperationContext) =>
  tables(context).selectFrom('requests').selectAll().where('account_id', '=', context.caller.accountId)

function describeChange(row: RequestsTable): RequestedServiceQuotaChange {
  const quota = findQuota({ ServiceCode: row.service_code, QuotaCode: row.quota_code })
  return {
    Id: row.id,
    ServiceCode: quota.serviceCode,
    ServiceName: serviceNames[quota.serviceCode] ?? quota.serviceCode,
    QuotaCode: quota.quotaCode,
    QuotaName: quota.name,
    DesiredValue: row.desired_value,
    Status: row.approved ? 'APPROVED' : 'NOT_APPROVED',
    Created: row.created_at,
    LastUpdated: row.created_at,
    Requester: row.requester,
    QuotaArn: quotaArn(row.account_id, quota.serviceCode, quota.quotaCode),
    GlobalQuota: true,
    Unit: 'None',
    QuotaRequestedAtLevel: 'ACCOUNT',
  }
}
