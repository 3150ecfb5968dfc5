// The Account Factory: makes and lets go of AWS accounts, one Service Catalog record at a time.
//
// A record's work is a workflow of named steps. provision-account.ts and terminate-account.ts are the recipes; each step
// *ensures* something through AWS SDK clients and may run any number of times. What a request and its steps have done is in
// rows of ours (journal.ts), written in one transaction with every effect on our own tables. DBOS (engine.ts) decides which
// node runs which workflow and when: its queue holds the limit per organization over all nodes, nodes.ts brings the work of
// a dead node back.
//
// It must never know a service of this process: it holds AWS SDK clients, and asks nothing else of the organization but
// what OrganizationDirectory offers. How a record looks on the wire is RecordKeeper's to know.
//
// Start with provision-account.ts, then run-step.ts.

import type { OperationContext } from '../access/context.ts'
import type { ProductHandler } from '../services/service-catalog/product-handler.ts'
import { createAccountProduct } from './account-product.ts'
import { instantBackoff, patientBackoff } from './backoff.ts'
import { cancelRequest } from './cancel-request.ts'
import { ChangeFeed } from './change-feed.ts'
import { type Change, changedSince } from './changes.ts'
import { clearRequests } from './clear-requests.ts'
import { createNode, isInstant, type NodeOptions } from './node.ts'
import { findProblems, type PreflightInput, type Problem } from './preflight.ts'
import type { RequestDetail, RequestSummary } from './request-view.ts'
import { getQueue, getRequest, listRequests, type RequestFilter } from './requests.ts'
import { retryRequest } from './retry-request.ts'
import type { FactoryDependencies } from './work.ts'

export interface AccountFactoryOptions extends Omit<FactoryDependencies, 'backoff' | 'concurrency'>, NodeOptions {
  readonly backoff?: FactoryDependencies['backoff']
  /** Account operations at a time in one organization; AWS's own limit is 5. */
  readonly concurrency?: number
}

export interface AccountFactory {
  readonly productHandler: ProductHandler
  readonly requests: {
    readonly limit: number
    list(
      context: OperationContext,
      filter: RequestFilter,
      page: { after?: readonly [string, string] | undefined; limit: number },
    ): Promise<RequestSummary[]>
    get(context: OperationContext, recordId: string): Promise<RequestDetail>
    queue(
      context: OperationContext,
      filter: Pick<RequestFilter, 'requestedBy'>,
    ): Promise<{ running: RequestSummary[]; waiting: RequestSummary[] }>
    retry(context: OperationContext, recordId: string): Promise<RequestDetail>
    cancel(context: OperationContext, recordId: string): Promise<RequestDetail>
    /** Changes of requests of any account, as they are committed on any node. Gives back how to end it. */
    subscribe(hear: (change: Change) => void): () => void
    changedSince(context: OperationContext, seq: number, limit: number): Promise<Change[]>
  }
  preflight(context: OperationContext, input: PreflightInput): Promise<Problem[]>
  /** Launches the engine: queued and interrupted requests go on. Before it, nothing can be launched. */
  start(): Promise<void>
  /** Lets steps under way end (at most 8 s) and stops; what is unfinished goes on at the next start. */
  stop(): Promise<void>
  /** Forgets every request, for a simulation that begins anew. Only while stopped. */
  clear(): Promise<void>
}

export function createAccountFactory(options: AccountFactoryOptions): AccountFactory {
  const { context, directory } = options
  const dependencies: FactoryDependencies = {
    ...options,
    concurrency: options.concurrency ?? 5,
    backoff: options.backoff ?? (isInstant(context) ? instantBackoff : patientBackoff),
  }
  const changes = new ChangeFeed(context)
  return {
    productHandler: createAccountProduct({ directory }),
    requests: createRequests(dependencies, changes),
    preflight: (context, input) => findProblems(context, directory, input),
    ...createNode(dependencies, options, changes),
    clear: () => clearRequests(context),
  }
}

function createRequests({ concurrency, recordKeeper }: FactoryDependencies, changes: ChangeFeed): AccountFactory['requests'] {
  return {
    limit: concurrency,
    list: listRequests,
    get: getRequest,
    queue: getQueue,
    retry: async (context, recordId) => {
      await retryRequest(context, recordKeeper, recordId)
      return getRequest(context, recordId)
    },
    cancel: async (context, recordId) => {
      await cancelRequest(context, recordKeeper, recordId)
      return getRequest(context, recordId)
    },
    subscribe: (listener) => changes.subscribe(listener),
    changedSince: (context, seq, limit) => changedSince(context, seq, limit, context.caller.accountId),
  }
}
