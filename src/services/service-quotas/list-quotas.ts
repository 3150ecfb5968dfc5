import type { OperationContext } from '../../access/context.ts'
import type {
  GetAWSDefaultServiceQuotaRequest,
  GetServiceQuotaRequest,
  GetServiceQuotaResponse,
  ListAWSDefaultServiceQuotasRequest,
  ListServiceQuotasRequest,
  ListServiceQuotasResponse,
  ListServicesRequest,
  ListServicesResponse,
} from '../../wire/models/service-quotas.ts'
import { quotasPage } from './page.ts'
import { describeQuota, findQuota, type Quota, quotasOfService, serviceNames, valuesInForce } from './quotas.ts'

/** The services that have quotas here, by code. */
export async function listServices(_: OperationContext, input: ListServicesRequest): Promise<ListServicesResponse> {
  const { rows, more } = await quotasPage<readonly [string, string]>(
    ['ListServices'],
    input,
    ([code]) => [code],
    async (after, limit) => following(Object.entries(serviceNames), ([code]) => code, after).slice(0, limit),
  )
  return { Services: rows.map(([ServiceCode, ServiceName]) => ({ ServiceCode, ServiceName })), ...more }
}

export async function getQuota(context: OperationContext, input: GetServiceQuotaRequest): Promise<GetServiceQuotaResponse> {
  const quota = findQuota(input)
  const [value = quota.defaultValue] = await valuesInForce(context, context.caller.accountId, [quota])
  return { Quota: describeQuota(context, quota, value) }
}

export async function getDefaultQuota(
  context: OperationContext,
  input: GetAWSDefaultServiceQuotaRequest,
): Promise<GetServiceQuotaResponse> {
  const quota = findQuota(input)
  return { Quota: describeQuota(context, quota, quota.defaultValue) }
}

/** A service's quotas with the values in force, by code. */
export async function listQuotas(context: OperationContext, input: ListServiceQuotasRequest): Promise<ListServiceQuotasResponse> {
  const { QuotaCode, QuotaAppliedAtLevel: level } = input
  const { rows, more } = await pageOfQuotas(['ListServiceQuotas', QuotaCode, level], input, (quota) => {
    // None here is of a single resource.
    return level !== 'RESOURCE' && (QuotaCode === undefined || quota.quotaCode === QuotaCode)
  })
  const values = rows.length === 0 ? [] : await valuesInForce(context, context.caller.accountId, rows)
  return { Quotas: rows.map((quota, index) => describeQuota(context, quota, values[index] ?? quota.defaultValue)), ...more }
}

/** The same with the values that every account begins with. */
export async function listDefaultQuotas(
  context: OperationContext,
  input: ListAWSDefaultServiceQuotasRequest,
): Promise<ListServiceQuotasResponse> {
  const { rows, more } = await pageOfQuotas(['ListAWSDefaultServiceQuotas'], input, () => true)
  return { Quotas: rows.map((quota) => describeQuota(context, quota, quota.defaultValue)), ...more }
}

function pageOfQuotas(query: readonly unknown[], input: ListAWSDefaultServiceQuotasRequest, isAsked: (quota: Quota) => boolean) {
  const all = quotasOfService(input.ServiceCode).filter(isAsked)
  return quotasPage<Quota>(
    [...query, input.ServiceCode],
    input,
    ({ quotaCode }) => [quotaCode],
    async (after, limit) => following(all, ({ quotaCode }) => quotaCode, after).slice(0, limit),
  )
}

/** Those that come after a key, in the order of their keys. */
function following<Row>(rows: readonly Row[], keyOf: (row: Row) => string, after: readonly (string | number)[] | undefined): Row[] {
  const ordered = rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return after ? ordered.filter((row) => keyOf(row) > String(after[0])) : ordered
}
