import { readPage } from '../access/page.ts'
import type { RequestSummary } from '../factory/request-view.ts'
import { Fault } from '../fault.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { identityEndpoints } from './identity-endpoints.ts'
import { mfaEndpoints } from './mfa-endpoints.ts'
import * as schema from './schemas.ts'
import { userEndpoints } from './user-endpoints.ts'

/** All endpoints but the event stream (events.ts). */
export const endpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/session',
    summary: 'Who the caller is, and what this installation is',
    response: schema.session,
    handle: ({ api, context }) => api.session(context),
  }),
  endpoint({
    method: 'GET',
    path: '/requests',
    summary: 'Requests, newest first: all for whoever may ListAllRequests, else one’s own',
    action: 'account-factory:ListRequests',
    query: schema.listRequestsQuery,
    response: schema.requestPage,
    handle: async ({ api, context, query, onlyRequestedBy }) => {
      const { phase, search, limit } = query
      const filter = { phase, search, requestedBy: await onlyRequestedBy() }
      const identity = ['requests', context.caller.accountId, phase ?? '', search ?? '', filter.requestedBy ?? '']
      const { rows, nextToken } = await readPage({
        query: identity,
        token: query.after,
        size: limit,
        invalidToken: () => new Fault('ValidationException', "'after' is not a token of this list.", { fields: { field: 'after' } }),
        keyOf: ({ createdAt, recordId }: RequestSummary) => [createdAt, recordId],
        read: (after, limit) => api.factory.requests.list(context, filter, { after: after && [String(after[0]), String(after[1])], limit }),
      })
      return { requests: rows, ...(nextToken && { next: nextToken }) }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/requests/:recordId',
    summary: 'One request with its steps',
    action: 'account-factory:GetRequest',
    parameters: schema.recordParameters,
    response: schema.requestDetail,
    handle: async (call) => visibleRequest(call, call.parameters.recordId),
  }),
  endpoint({
    method: 'POST',
    path: '/requests/:recordId/retry',
    summary: 'Go on with a failed request at the step that failed',
    action: 'account-factory:RetryRequest',
    parameters: schema.recordParameters,
    response: schema.requestDetail,
    status: 202,
    handle: async (call) => {
      await visibleRequest(call, call.parameters.recordId)
      return call.api.factory.requests.retry(call.context, call.parameters.recordId)
    },
  }),
  endpoint({
    method: 'POST',
    path: '/requests/:recordId/cancel',
    summary: 'Cancel a request that waits or runs',
    action: 'account-factory:CancelRequest',
    parameters: schema.recordParameters,
    response: schema.requestDetail,
    status: 202,
    handle: async (call) => {
      await visibleRequest(call, call.parameters.recordId)
      return call.api.factory.requests.cancel(call.context, call.parameters.recordId)
    },
  }),
  endpoint({
    method: 'GET',
    path: '/queue',
    summary: 'What runs and what waits, in order',
    action: 'account-factory:GetQueue',
    response: schema.queue,
    handle: async ({ api, context, onlyRequestedBy }) => {
      const queue = await api.factory.requests.queue(context, { requestedBy: await onlyRequestedBy() })
      return { limit: api.factory.requests.limit, ...queue }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/preflight',
    summary: 'What is wrong with a launch, all at once; parameters not given are not checked',
    action: 'account-factory:Preflight',
    readOnly: true,
    body: schema.preflightBody,
    response: schema.preflightResult,
    handle: async ({ api, context, body }) => ({ problems: await api.factory.preflight(context, body) }),
  }),
  endpoint({
    method: 'GET',
    path: '/organization',
    summary: 'The tree of organizational units',
    action: 'account-factory:GetOrganization',
    response: schema.organization,
    handle: ({ api, context }) => api.organization(context),
  }),
  endpoint({
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts of the organization',
    action: 'account-factory:ListAccounts',
    query: schema.listAccountsQuery,
    response: schema.accountPage,
    handle: ({ api, context, query }) => api.accounts(context, query),
  }),
  endpoint({
    method: 'GET',
    path: '/accounts/:accountId',
    summary: 'One account of the organization',
    action: 'account-factory:GetAccount',
    parameters: schema.accountParameters,
    response: schema.account,
    handle: ({ api, context, parameters }) => api.account(context, parameters.accountId),
  }),
  endpoint({
    method: 'GET',
    path: '/accounts/:accountId/primary-email-code',
    summary: 'The code that a new root e-mail address of a member account has to be confirmed with',
    action: 'account-factory:GetPrimaryEmailCode',
    parameters: schema.accountParameters,
    response: schema.primaryEmailCode,
    handle: ({ api, context, parameters }) => api.primaryEmailCode(context, parameters.accountId),
  }),
  endpoint({
    method: 'POST',
    path: '/simulation/reset',
    summary: 'Back to the state right after the start',
    action: 'account-factory:ResetSimulation',
    response: schema.noInput,
    handle: async ({ api, context }) => {
      if (!api.resetSimulation) throw new Fault('ResourceNotFoundException', 'This installation is not a simulation that can be reset.')
      await api.resetSimulation(context)
      return {}
    },
  }),
  ...userEndpoints,
  ...identityEndpoints,
  ...mfaEndpoints,
]

/** Somebody else's request is as good as none for who may see their own only. */
async function visibleRequest(
  { api, context, onlyRequestedBy }: Pick<Parameters<Endpoint['handle']>[0], 'api' | 'context' | 'onlyRequestedBy'>,
  recordId: string,
) {
  const [request, owner] = await Promise.all([api.factory.requests.get(context, recordId), onlyRequestedBy()])
  if (owner && request.requestedBy !== owner) throw new Fault('ResourceNotFoundException', `There is no request '${recordId}'.`)
  return request
}
