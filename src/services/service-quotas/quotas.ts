import type { OperationContext } from '../../access/context.ts'
import type { ServiceQuota } from '../../wire/models/service-quotas.ts'
import { noSuchResource } from './faults.ts'
import { tables } from './tables.ts'

export interface Quota {
  readonly serviceCode: string
  readonly quotaCode: string
  readonly name: string
  readonly description: string
  readonly defaultValue: number
  /** What is asked for beyond is not approved. */
  readonly mostValue: number
}

export const serviceNames: Readonly<Record<string, string>> = {
  iam: 'AWS Identity and Access Management (IAM)',
  organizations: 'AWS Organizations',
}

/** Codes and defaults as Service Quotas has them, but for accounts: AWS begins with 10. The most of IAM's are AWS's too. */
const quotas = {
  'accounts of an organization': {
    ...{ serviceCode: 'organizations', quotaCode: 'L-E619E033', name: 'Default maximum number of accounts' },
    ...{ description: 'The most accounts that an organization may have, its management account included.' },
    ...{ defaultValue: 10_000, mostValue: 100_000 },
  },
  'customer managed policies': {
    ...{ serviceCode: 'iam', quotaCode: 'L-E95E4862', name: 'Customer managed policies per account' },
    ...{ description: 'The most customer managed policies in this account.', defaultValue: 1_500, mostValue: 5_000 },
  },
  groups: {
    ...{ serviceCode: 'iam', quotaCode: 'L-F4A5425F', name: 'Groups per account' },
    ...{ description: 'The most IAM groups in this account.', defaultValue: 300, mostValue: 500 },
  },
  'managed policies of a role': {
    ...{ serviceCode: 'iam', quotaCode: 'L-0DA4ABF3', name: 'Managed policies per role' },
    ...{ description: 'The most managed policies that can be attached to a role.', defaultValue: 10, mostValue: 25 },
  },
  'OpenID Connect providers': {
    ...{ serviceCode: 'iam', quotaCode: 'L-858F3967', name: 'OpenId connect providers per account' },
    ...{ description: 'The most OpenID Connect providers in this account.', defaultValue: 100, mostValue: 700 },
  },
  roles: {
    ...{ serviceCode: 'iam', quotaCode: 'L-FE177D64', name: 'Roles per account' },
    ...{ description: 'The most IAM roles in this account.', defaultValue: 1_000, mostValue: 10_000 },
  },
} satisfies Readonly<Record<string, Quota>>

export type QuotaName = keyof typeof quotas

export const allQuotas: readonly Quota[] = Object.values(quotas)

/** Throws NoSuchResourceException. */
export function findQuota({ ServiceCode, QuotaCode }: { ServiceCode: string; QuotaCode: string }): Quota {
  const found = allQuotas.find(({ serviceCode, quotaCode }) => serviceCode === ServiceCode && quotaCode === QuotaCode)
  if (!found) throw noSuchResource('The request failed because the specified quota does not exist.')
  return found
}

/** Throws NoSuchResourceException. */
export function quotasOfService(code: string): readonly Quota[] {
  if (!Object.hasOwn(serviceNames, code)) throw noSuchResource('The request failed because the specified service does not exist.')
  return allQuotas.filter(({ serviceCode }) => serviceCode === code)
}

/** How much an account may have: the default, or the most that was approved. An organization's are its management account's. */
export async function quotaOf(
  context: OperationContext,
  accountId: string,
  name: QuotaName,
  defaultValue = quotas[name].defaultValue,
): Promise<number> {
  const [value = defaultValue] = await valuesInForce(context, accountId, [{ ...quotas[name], defaultValue }])
  return value
}

/** The values in force, in the order of the quotas. */
export async function valuesInForce(context: OperationContext, accountId: string, asked: readonly Quota[]): Promise<number[]> {
  const rows = await tables(context)
    .selectFrom('requests')
    .select(({ fn }) => ['service_code', 'quota_code', fn.max('desired_value').as('value')])
    .where('account_id', '=', accountId)
    .where(
      'quota_code',
      'in',
      asked.map(({ quotaCode }) => quotaCode),
    )
    .where('approved', '=', true)
    .where('decided_at', '<=', context.clock.now())
    .groupBy(['service_code', 'quota_code'])
    .execute()
  const raised = new Map(rows.map((row) => [`${row.service_code}/${row.quota_code}`, Number(row.value)]))
  return asked.map(({ serviceCode, quotaCode, defaultValue }) => Math.max(defaultValue, raised.get(`${serviceCode}/${quotaCode}`) ?? 0))
}

/** Quotas of global services are of no Region. */
export const quotaArn = (accountId: string, serviceCode: string, quotaCode: string): string =>
  `arn:aws:servicequotas::${accountId}:${serviceCode}/${quotaCode}`

export function describeQuota({ caller }: OperationContext, quota: Quota, value: number): ServiceQuota {
  return {
    ServiceCode: quota.serviceCode,
    ServiceName: serviceNames[quota.serviceCode] ?? quota.serviceCode,
    QuotaArn: quotaArn(caller.accountId, quota.serviceCode, quota.quotaCode),
    QuotaCode: quota.quotaCode,
    QuotaName: quota.name,
    Value: value,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: true,
    QuotaAppliedAtLevel: 'ACCOUNT',
    Description: quota.description,
  }
}
