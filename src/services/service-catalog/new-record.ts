import type { OperationContext } from '../../access/context.ts'
import type { TokenClaim } from './idempotency.ts'
import { newId } from './ids.ts'
import { type RecordRow, tables } from './tables.ts'

type Work = Pick<
  RecordRow,
  | 'provisioned_product_id'
  | 'provisioned_product_name'
  | 'provisioned_product_type'
  | 'product_id'
  | 'provisioning_artifact_id'
  | 'launch_path_id'
  | 'ignore_errors'
  | 'notification_arns'
>

/** Inserts a record in state CREATED; undefined when another call took the token meanwhile (it waits for that call's end). */
export async function insertRecord(context: OperationContext, claim: TokenClaim, work: Work): Promise<RecordRow | undefined> {
  const now = context.clock.now()
  return tables(context)
    .insertInto('records')
    .values({
      ...work,
      id: newId('rec'),
      account_id: context.caller.accountId,
      region: context.region,
      record_type: claim.recordType,
      status: 'CREATED',
      created_at: now,
      updated_at: now,
      error_code: null,
      error_description: null,
      user_arn: context.caller.principalArn,
      user_arn_session: context.caller.arn,
      token: claim.token,
      request_digest: claim.digest,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'region', 'record_type', 'token']).doNothing())
    .returningAll()
    .executeTakeFirst()
}
