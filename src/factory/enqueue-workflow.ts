import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { RequestType } from './phases.ts'

export const applicationName = 'account-factory'
/**
 * Pinned: DBOS resumes a workflow only under the version that it was started with. Raise it only together with a way for
 * running workflows to end.
 */
export const applicationVersion = '1'
export const queueName = 'account-operations'

/** Names of the workflows as DBOS stores them; a change of a recipe's steps is a new version beside the old one. */
export const workflowNames: Readonly<Record<RequestType, string>> = {
  PROVISION_PRODUCT: 'provision-account.v1',
  TERMINATE_PROVISIONED_PRODUCT: 'terminate-account.v1',
}

/**
 * Enqueues a request's workflow in the transaction at hand, by DBOS's own SQL function: accepted and enqueued are one thing.
 * The organization is the queue's partition, which carries the limit.
 */
export async function enqueueWorkflow(
  context: { db: Database },
  job: { type: RequestType; recordId: string; attempt: number; organizationId: string },
): Promise<void> {
  const workflowId = job.attempt === 0 ? job.recordId : `${job.recordId}.${job.attempt}`
  await sql`select dbos.enqueue_workflow(
    workflow_name => ${workflowNames[job.type]},
    queue_name => ${queueName},
    positional_args => array[to_json(${job.recordId}::text), to_json(${job.attempt}::integer)],
    workflow_id => ${workflowId},
    app_version => ${applicationVersion},
    application_name => ${applicationName},
    queue_partition_key => ${job.organizationId})`.execute(context.db)
}
