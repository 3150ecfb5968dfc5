// Service Quotas: how much an account may have of something, and how it gets more.
//
// quotas.ts lists those that can be asked about: few, and each is really held by the service that it is of, which asks `quotaOf`.
// It must never know what is counted. Start with request-increase.ts.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/service-quotas.json' with { type: 'json' }
import type { Operations } from '../../wire/models/service-quotas.ts'
import { anyResource, defineService } from '../../wire/service.ts'
import { getDefaultQuota, getQuota, listDefaultQuotas, listQuotas, listServices } from './list-quotas.ts'
import { findQuota, quotaArn } from './quotas.ts'
import { getRequestedChange, listRequestedChanges, requestIncrease } from './request-increase.ts'

export { type QuotaName, quotaOf } from './quotas.ts'

export const service = defineService<Operations, OperationContext>({
  model,
  actionPrefix: 'servicequotas',
  operations: {
    GetAWSDefaultServiceQuota: getDefaultQuota,
    GetRequestedServiceQuotaChange: getRequestedChange,
    GetServiceQuota: getQuota,
    ListAWSDefaultServiceQuotas: listDefaultQuotas,
    ListRequestedServiceQuotaChangeHistory: listRequestedChanges,
    ListRequestedServiceQuotaChangeHistoryByQuota: async (context, input) => {
      findQuota(input)
      return listRequestedChanges(context, input)
    },
    ListServiceQuotas: listQuotas,
    ListServices: listServices,
    RequestServiceQuotaIncrease: requestIncrease,
  },
  // "Actions, resources, and condition keys for Service Quotas" in the service authorization reference.
  resources: {
    GetAWSDefaultServiceQuota: anyResource,
    GetRequestedServiceQuotaChange: anyResource,
    GetServiceQuota: anyResource,
    ListAWSDefaultServiceQuotas: anyResource,
    ListRequestedServiceQuotaChangeHistory: anyResource,
    ListRequestedServiceQuotaChangeHistoryByQuota: anyResource,
    ListServiceQuotas: anyResource,
    ListServices: anyResource,
    RequestServiceQuotaIncrease: ({ caller }, { ServiceCode, QuotaCode }) => [quotaArn(caller.accountId, ServiceCode, QuotaCode)],
  },
  conditionKeys: { RequestServiceQuotaIncrease: async (_, { ServiceCode }) => ({ 'servicequotas:service': [ServiceCode] }) },
})
